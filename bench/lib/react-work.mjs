/** What React does, seen through the hook that its developer tools use: production builds have no profiler. */

/** Runs in the page, before React. */
function install() {
  const performedWork = 1;
  // Function, class, forwardRef and both kinds of memo components.
  const components = new Set([0, 1, 11, 14, 15]);
  const hostComponent = 5;
  let counts;
  let rows = new Set();

  const hostOf = (fiber) => {
    for (let at = fiber; at; at = at.child) if (at.tag === hostComponent) return at.stateNode;
    return undefined;
  };
  const isInOldRow = (fiber) => {
    for (let element = hostOf(fiber); element; element = element.parentElement) if (rows.has(element)) return true;
    return false;
  };
  const count = (fiber) => {
    if (!components.has(fiber.tag) || (fiber.flags & performedWork) === 0) return;
    counts.inCommit++;
    if (rows.size > 0 && isInOldRow(fiber)) counts.old++;
  };
  const mounted = (fiber) => {
    count(fiber);
    for (let child = fiber.child; child; child = child.sibling) mounted(child);
  };
  const updated = (next, previous) => {
    count(next);
    // The same children: nothing below was looked at.
    if (next.child === previous.child) return;
    for (let child = next.child; child; child = child.sibling) {
      if (child.alternate) updated(child, child.alternate);
      else mounted(child);
    }
  };

  /** The outermost element of each earlier message that holds nothing of another. */
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- only this function is sent to the page
  const findRows = () => {
    const found = new Set();
    // Asked of the list itself once for each of its rows, and that is all of the text.
    const known = new Map();
    const isMixed = (element) => {
      if (!known.has(element)) known.set(element, new Set(element.textContent.match(/h\d+e/g)).size > 1);
      return known.get(element);
    };
    const walker = document.createTreeWalker(document.getElementById("root"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!/h\d+e/.test(walker.currentNode.nodeValue)) continue;
      let row = walker.currentNode.parentElement;
      while (row.parentElement.id !== "root" && !found.has(row) && !isMixed(row.parentElement)) row = row.parentElement;
      found.add(row);
    }
    return found;
  };

  window.reactWork = {
    start() {
      rows = findRows();
      counts = { commits: 0, renders: 0, most: 0, old: 0, inCommit: 0 };
    },
    stop() {
      const { commits, renders, most, old } = counts;
      counts = undefined;
      return { commits, renders, mostRenders: most, oldRenders: old };
    },
  };
  // oxlint-disable-next-line no-underscore-dangle -- the name that React looks for
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    isDisabled: false,
    renderers: new Map(),
    inject: () => 1,
    onScheduleFiberRoot() {},
    onCommitFiberUnmount() {},
    onPostCommitFiberRoot() {},
    onCommitFiberRoot(_id, { current }) {
      if (counts === undefined) return;
      counts.commits++;
      counts.inCommit = 0;
      if (current.alternate) updated(current, current.alternate);
      else mounted(current);
      counts.renders += counts.inCommit;
      counts.most = Math.max(counts.most, counts.inCommit);
    },
  };
}

export async function watchReact(page) {
  await page.addInitScript(install);
}
