/**
 * Finds lock files that `npm ci` will refuse. A registry can list a version before it has the packages that this version
 * names as optional, one per platform. `npm install` leaves these out of the lock without a word; `npm ci` then stops with
 * "Missing: … from lock file", on other people's machines first.
 */
import { readFileSync } from "node:fs";

const exactVersion = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;

/** What Node finds for `name` from the package at `from`: the nearest `node_modules` on the way up. */
function nearest(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf("/node_modules/"), 0))) {
    const found = packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`];
    if (found !== undefined || at === "") return found;
  }
}

function problems(file) {
  const { packages } = JSON.parse(readFileSync(file, "utf8"));
  const found = [];
  for (const [at, { version, optionalDependencies = {} }] of Object.entries(packages)) {
    const name = at === "" ? file : `${at}@${version}`;
    for (const [dependency, wanted] of Object.entries(optionalDependencies)) {
      const locked = nearest(packages, at, dependency)?.version;
      if (locked === undefined) found.push(`${name} lists ${dependency}@${wanted}, which ${file} lacks`);
      else if (exactVersion.test(wanted) && locked !== wanted) {
        found.push(`${name} lists ${dependency}@${wanted}, but ${file} has ${locked}`);
      }
    }
  }
  return found;
}

const found = ["package-lock.json", "tools/chromium/package-lock.json", "bench/package-lock.json"].flatMap(problems);
for (const problem of found) console.error(problem);
if (found.length > 0) {
  console.error("Pin a version whose platform packages the registry has, and lock again.");
  process.exitCode = 1;
}
