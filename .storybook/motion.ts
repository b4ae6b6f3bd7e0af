/** A media rule of any style sheet that asks for less motion, with its query as written. */
interface MotionRule {
  readonly rule: CSSMediaRule;
  readonly query: string;
}

const known = new Map<CSSMediaRule, string>();

function* motionRules(rules: CSSRuleList): Generator<MotionRule> {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      const query = known.get(rule) ?? rule.media.mediaText;
      if (query === "(prefers-reduced-motion: reduce)") yield { rule, query };
    }
    if ("cssRules" in rule && rule.cssRules instanceof CSSRuleList) yield* motionRules(rule.cssRules);
  }
}

/**
 * Makes the style sheets' own rules for reduced motion hold always, or again as the system says. A page cannot set the
 * preference itself, and a rule of the page's own would show nothing about the sheet.
 */
export function applyMotion(reduced: boolean): void {
  for (const sheet of document.styleSheets) {
    for (const { rule, query } of motionRules(sheet.cssRules)) {
      known.set(rule, query);
      rule.media.mediaText = reduced ? "all" : query;
    }
  }
}
