import axe, { type AxeResults, type RunOptions, type Spec } from "axe-core";

/** What the parameter `a11y` of a story may hold, see the add-on. */
interface Accessibility {
  readonly config?: Spec;
  readonly options?: RunOptions;
  readonly test?: "error" | "todo" | "off";
}

/** Rules whose outcome depends on colours. */
const colourRules = ["color-contrast", "link-in-text-block"];
/** Rules whose outcome depends on where things are. */
const layoutRules = ["color-contrast", "scrollable-region-focusable"];

interface Variant {
  readonly theme: string;
  readonly dir: string;
}

const themes = ["light", "dark"];
const dirs = ["ltr", "rtl"];

/** Every combination but the one that the add-on looks at, with the rules that can see a difference. */
function othersThan(shown: Variant): (Variant & { readonly rules: readonly string[] })[] {
  return themes.flatMap((theme) =>
    dirs.flatMap((dir) => {
      const rules = [...(theme === shown.theme ? [] : colourRules), ...(dir === shown.dir ? [] : layoutRules)];
      return rules.length === 0 ? [] : [{ theme, dir, rules: [...new Set(rules)] }];
    }),
  );
}

/** Shows the page in another variant, at once: colours that fade would be measured on their way. */
function show(page: HTMLElement, { theme, dir }: Variant): void {
  page.style.colorScheme = theme;
  page.dir = dir;
  for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
}

function sayViolations({ violations }: AxeResults): string[] {
  return violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html}`).join("\n")}`);
}

/**
 * Runs axe on a story in the three variants of theme and direction in which it was not shown, with the rules that can come to another
 * result there.
 *
 * @throws Error that names the variant, when there are violations
 */
export async function checkVariants(page: HTMLElement, { config, options, test }: Accessibility): Promise<void> {
  if (test === "off") return;
  const shown = { theme: page.style.colorScheme, dir: page.dir };
  const disabled = new Set(config?.rules?.filter(({ enabled }) => enabled === false).map(({ id }) => id));
  const found: string[] = [];
  try {
    for (const { rules, ...variant } of othersThan(shown)) {
      show(page, variant);
      const values = rules.filter((rule) => !disabled.has(rule) && options?.rules?.[rule]?.enabled !== false);
      const words = sayViolations(await axe.run(page, { ...options, runOnly: { type: "rule", values } }));
      if (words.length > 0) found.push(`${variant.theme}, ${variant.dir}:\n${words.join("\n")}`);
    }
  } finally {
    show(page, shown);
  }
  if (found.length > 0) throw new Error(`axe found violations in other variants.\n${found.join("\n")}`);
}
