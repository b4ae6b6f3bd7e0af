/**
 * A vitest reporter that ends the output with one plain line: `1234 passed, 0 failed, 0 skipped`. What keeps tests from
 * running (a file that does not load, an error outside of any test) counts as failed. Before it stands a line for each test
 * that failed at first, and the number of stories.
 */
export default class ClosingLine {
  onTestRunEnd(modules, unhandledErrors) {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    let stories = 0;
    for (const module of modules) {
      count.failed += module.errors().length;
      for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        count[test.result().state]++;
        if (/\.stories\.\w+$/.test(module.moduleId)) stories++;
        if (test.diagnostic()?.flaky) {
          console.log(`passed at the second try: ${test.project.name} ${module.relativeModuleId} > ${test.fullName}`);
        }
      }
    }
    if (stories > 0)
      console.log(`\n${stories} stories, looked at by axe in light and dark, left to right and right to left`);
    // Tests that never finished are pending: the run was cut short.
    console.log(`\n${count.passed} passed, ${count.failed + count.pending} failed, ${count.skipped} skipped`);
  }
}
