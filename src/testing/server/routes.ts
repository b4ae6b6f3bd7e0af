import { list, str } from "../../protocol/read.js";
import type { MockWire } from "../wires/wire.js";

/** A path at which a wire is spoken. */
export interface Route {
  readonly wire: MockWire;
  readonly method: string;
  /** As the wire writes it, for instance `/v1/applications/:id`. */
  readonly pattern: string;
  readonly test: RegExp;
  readonly names: readonly string[];
  /** How much of the pattern is fixed: the more, the better a match. */
  readonly fixed: number;
}

/** A path that fits a route. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** `:name` (once per segment: another colon is a colon) takes what is in the segment, `*` anything. */
function compile(wire: MockWire, text: string): Route {
  const [method = "POST", pattern = "/"] = text.split(" ");
  const names: string[] = [];
  let fixed = 0;
  const segments = pattern.split("/").map((segment) => {
    let named = false;
    return segment.replaceAll(/:([a-z]\w*)|\*|[^]/gi, (part, name?: string) => {
      if (name !== undefined && !named) {
        named = true;
        names.push(name);
        return "([^/]+?)";
      }
      if (part === "*") return ".*";
      fixed += part.length;
      return part.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`);
    });
  });
  return { wire, method, pattern, test: new RegExp(`^${segments.join("/")}/?$`), names, fixed };
}

/** All routes of the wires. */
export function compileRoutes(wires: readonly MockWire[]): readonly Route[] {
  return wires.flatMap((wire) => wire.routes.map((text) => compile(wire, text)));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The routes that a path fits, whatever its method, those with the most fixed text first. */
export function matchRoutes(routes: readonly Route[], path: string): readonly RouteMatch[] {
  return routes
    .flatMap((route) => {
      const found = route.test.exec(path);
      if (found === null) return [];
      const params = Object.fromEntries(route.names.map((name, index) => [name, decode(found[index + 1]!)]));
      return [{ route, params }];
    })
    .toSorted((a, b) => b.route.fixed - a.route.fixed);
}

/** Where several wires share a path, what tells their requests apart. */
const marks: readonly (readonly [wire: RegExp, isMarked: (body: unknown) => boolean])[] = [
  [/^writer-/, (body) => /^palmyra/i.test(str(body, "model") ?? "")],
  [/^ai-sdk-ui$/, (body) => list(body, "messages").some((message) => list(message, "parts").length > 0)],
];

/** The match that a request means, of those for its method. */
export function chooseMatch(matches: readonly RouteMatch[], body: unknown): RouteMatch | undefined {
  const best = matches.filter(({ route }) => route.fixed === matches[0]?.route.fixed);
  const markOf = ({ route }: RouteMatch) => marks.find(([wire]) => wire.test(route.wire.name))?.[1];
  return best.find((match) => markOf(match)?.(body)) ?? best.find((match) => !markOf(match)) ?? best[0];
}
