/** Answers as models write them. */
export const answers: readonly string[] = [
  `## Sorting in Python

Use **\`sorted()\`** when you need a *new* list, and \`list.sort()\` when you want to sort **in place**:

\`\`\`python
names = ["b", "a"]
print(sorted(names))   # ['a', 'b']
names.sort(reverse=True)
\`\`\`

Key points:

- \`sorted()\` works on **any iterable**
- \`list.sort()\` returns \`None\`
- Both accept a \`key\` function

See the [Sorting HOWTO](https://docs.python.org/3/howto/sorting.html) for more.
`,
  `Here's a quick comparison:

| Feature | SQLite | PostgreSQL |
| :------ | :----: | ---------: |
| Server | No | Yes |
| **Concurrency** | Limited | High |
| JSON | \`json1\` | \`jsonb\` |

In short: use **SQLite** for prototypes and *PostgreSQL* for production.
`,
  `To install the package:

1. Open a terminal.
2. Run \`npm install\`.
3. Edit **\`config.json\`**:
   \`\`\`json
   { "port": 8080 }
   \`\`\`
4. Start it with \`npm start\`.

> **Note:** You need Node 20 or newer.

That's it! Let me know if you have questions.
`,
  `# Project plan

- [x] Collect requirements
- [x] Choose a *framework*
- [ ] Write the first version
  - [ ] Parser
  - [ ] Renderer
- [ ] Release

---

Next step: **the parser**.
`,
  `The capital of Australia is **Canberra**.[^1] It was chosen in 1908 as a compromise between Sydney and Melbourne.[^2]

[^1]: Australian Government, *About Canberra*.
[^2]: See the National Archives.
`,
  `> [!WARNING]
> This deletes **all** rows. There is no undo.

Run this only on a *copy* of the database:

\`\`\`sql
DELETE FROM users WHERE last_login < '2020-01-01';
\`\`\`

If you're unsure, use \`BEGIN;\` first and \`ROLLBACK;\` afterwards.
`,
  `Sure! Einstein's formula is E = mc², where *m* is the mass and *c* the speed of light (about 3 × 10⁸ m/s). Doubling the mass doubles the energy; the constant is so large that **1 gram** equals roughly 90 terajoules.
`,
  `### Why it fails

The error comes from \`useEffect\` running **twice** in development. React's *Strict Mode* does that on purpose.

#### Fix

\`\`\`tsx
useEffect(() => {
  const controller = new AbortController();
  load(controller.signal);
  return () => controller.abort();
}, []);
\`\`\`

More details: https://react.dev/reference/react/StrictMode.
`,
  `Three options come to mind:

1. **Do nothing.** Cheap, but the problem stays.
2. **Rewrite the module.** About two weeks of work:
   - one week for the code
   - one week for tests
3. **Buy a library.** Fast, yet ~~free~~ not free.

I'd go with option 2.
`,
  `Dear Ms. Smith,

Thank you for your letter of 12 March. We have looked into the matter and agree with you in full.

Please write to support@example.com or call us between 9 a.m. and 5 p.m.

Kind regards,\\
Jane Doe
`,
  `You can use the ***very important*** flag \`--force\`, but **be *careful* with it**. The variable \`snake_case_name\` and the file my_file_name.txt are unchanged.
`,
  `Let me think step by step.

First, 12 × 12 = 144. Then 144 - 44 = 100. Finally 100 / 4 = 25.

**Answer:** 25
`,
  `Die Straße ist **„gesperrt“**. 日本語の**テキスト**も使えます。العربية *أيضا* تعمل.

- Äpfel
- Öl
- 😀 Emoji
`,
  `The image below shows the layout:

![Layout of the page](https://example.com/layout.png "Layout")

The header is \`<header>\`, the rest is in \`<main>\`. Use AT&amp;T &copy; 2024 as the text.
`,
  `A list with paragraphs:

* First item.

  Its second paragraph, with **bold**.

* Second item.

      indented code

* Third item.
`,
  `## Summary

| # | Step | Status |
|---|------|--------|
| 1 | Build | ✅ done |
| 2 | Test \`a|b\` | ⏳ running |
| 3 | Ship | ❌ failed: *timeout* |

1) All logs are in [the dashboard][dash].
2) Ask in #releases.

[dash]: https://example.com/dash "Dashboard"
`,
  `Definition of terms:

**Latency**
: the time until the first byte.

**Throughput**
: the bytes per second.

Both matter; \`p99\` latency matters most.
`,
  `\`\`\`bash
# Install
curl -fsSL https://example.com/install.sh | sh

# Check
tool --version
\`\`\`

After that run:

\`\`\`
tool init
tool run -- --watch
\`\`\`
`,
  `It depends:

- If you need **speed**: use Rust.
  1. Learn ownership.
  2. Learn lifetimes.
- If you need *simplicity*: use Go.
  > "Clear is better than clever."
- Otherwise: \`python\`.

Hope this helps!
`,
  `Heading with underline
======================

Another one
-----------

Text with a [link](https://example.com/a_(b)) and <https://example.com/>, and www.example.com too.

***

The end.
`,
];
