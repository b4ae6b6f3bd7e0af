/** Another tab in front of the page. A headless browser without tabs is made to believe it: no frames, `document.hidden`. */

function install() {
  const frame = window.requestAnimationFrame;
  let isHidden = false;
  window.pretendHidden = () => {
    isHidden = true;
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
  };
  window.requestAnimationFrame = (callback) =>
    frame((time) => {
      if (!isHidden) callback(time);
    });
}

export async function prepareHiding(page) {
  await page.addInitScript(install);
}

export async function hide(page) {
  await page.context().newPage();
  const isReal = await page
    .waitForFunction('document.visibilityState === "hidden"', undefined, { polling: 100, timeout: 2000 })
    .then(
      () => true,
      () => false,
    );
  if (!isReal) await page.evaluate(() => window.pretendHidden());
}
