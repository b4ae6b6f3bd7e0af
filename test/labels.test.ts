import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { build, type Rolldown } from "vite";
import { describe, expect, it } from "vitest";
import { ar } from "../src/labels/ar.js";
import { de } from "../src/labels/de.js";
import { en } from "../src/labels/en.js";
import { es } from "../src/labels/es.js";
import { fr } from "../src/labels/fr.js";
import { he } from "../src/labels/he.js";
import { ja } from "../src/labels/ja.js";
import { pt } from "../src/labels/pt.js";
import { zh } from "../src/labels/zh.js";
import { root } from "./helpers/packed.js";

const languages = { ar, de, en, es, fr, he, ja, pt, zh };
const translated = Object.entries(languages).filter(([name]) => name !== "en");

/** The texts of a label, or of a group of labels, by their path; each form of a number has one of its own. */
function texts(value: unknown, at = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[at, value]];
  return Object.entries(value as object).flatMap(([name, inner]) => texts(inner, at === "" ? name : `${at}.${name}`));
}

/** The path of a label, without the name of a form. */
const label = (at: string): string => at.replace(/\.(?:zero|one|two|few|many|other)$/, "");

/** The labels that have forms, by their path. */
const counted = (all: readonly [path: string, text: string][]): string[] =>
  all.flatMap(([at]) => (at.endsWith(".other") ? [label(at)] : []));

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

const english = new Map(texts(en).map(([at, text]) => [label(at), text]));

/** Forms that numbers up to a thousand take: "many" of French begins at a million. */
const formsOf = (locale: string): Set<string> =>
  new Set(Array.from({ length: 1001 }, (_, number) => new Intl.PluralRules(locale).select(number)));

describe("the languages", () => {
  it("are those that package.json exports, each under its own name", () => {
    const files = readdirSync(path.join(root, "src/labels")).filter((file) => /^[a-z]{2}\.ts$/.test(file));
    const { exports } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      exports: Record<string, unknown>;
    };
    const exported = Object.keys(exports).filter((name) => name.startsWith("./labels/"));
    expect(files.map((file) => file.slice(0, 2))).toEqual(Object.keys(languages));
    expect(exported.toSorted()).toEqual(Object.keys(languages).map((name) => `./labels/${name}`));
  });

  describe.each(translated)("%s", (name, language) => {
    const all = texts(language);

    it("has every label of English and no other", () => {
      expect(new Set(all.map(([at]) => label(at)))).toEqual(new Set(english.keys()));
    });

    it("names a language that Intl knows", () => {
      expect(Intl.NumberFormat.supportedLocalesOf(language.locale)).toEqual([language.locale]);
      expect(language.locale.split("-")[0]).toBe(name);
    });

    it("keeps the places of numbers and names, and has no others", () => {
      const wrong = all.filter(([at, text]) => {
        const given = placeholders(text);
        const needed = placeholders(english.get(label(at)) ?? "");
        // "no", "one" and "two" may be said in words.
        const isWord = /\.(?:zero|one|two)$/.test(at) && !given.includes("{count}");
        return String(given) !== String(isWord ? needed.filter((name) => name !== "{count}") : needed);
      });
      expect(wrong).toEqual([]);
    });

    it("has the forms that numbers take in it, and only those", () => {
      const possible = new Set<string>(new Intl.PluralRules(language.locale).resolvedOptions().pluralCategories);
      const needed = formsOf(language.locale);
      const wrong = [...new Set([...counted(texts(en)), ...counted(all)])].flatMap((at) => {
        const given = all.filter(([own]) => own.startsWith(`${at}.`)).map(([own]) => own.slice(at.length + 1));
        // One text for all numbers is its "other".
        const forms = new Set(given.length === 0 ? ["other"] : given);
        return [...needed, ...forms]
          .filter((form) => !forms.has(form) || !possible.has(form))
          .map((form) => `${at}.${form}`);
      });
      expect(wrong).toEqual([]);
    });

    it("is translated, has no empty text and no space at an end", () => {
      expect(all.filter(([, text]) => text === "" || text.trim() !== text)).toEqual([]);
      // What has no word of two letters and more beside its places (units of some languages) is the same everywhere.
      const hasWords = (text: string) => /\p{L}{2}/u.test(text.replace(/\{\w+\}/g, ""));
      const same = all.filter(([at, text]) => text.includes(" ") && hasWords(text) && text === english.get(label(at)));
      // Units that are written alike.
      expect(same.filter(([at]) => !/^(?:minutes|hours)$/.test(at))).toEqual([]);
    });

    it("comes alone: a bundle of it has no other module", async () => {
      const [{ output }] = (await build({
        configFile: false,
        logLevel: "silent",
        root,
        build: { write: false, lib: { entry: `src/labels/${name}.ts`, formats: ["es"] } },
      })) as Rolldown.RolldownOutput[] as [Rolldown.RolldownOutput];
      const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
      expect(modules.map((id) => path.relative(root, id).split(path.sep).join("/"))).toEqual([`src/labels/${name}.ts`]);
    });
  });
});
