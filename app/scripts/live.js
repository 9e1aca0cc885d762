// Page embed/live.html, at once: the hidden frame in a host page that renders the briefs of live embeds. It takes texts only
// from the page around it, and answers with HTML or one sentence through the port that came with the text. What Python does
// with a text is in reading/embeds/live.py.
(() => {
  const ready = new Promise((resolve, reject) => {
    document.addEventListener('foldline:ready', resolve, { once: true });
    addEventListener('foldline:failed', ({ detail }) => reject(new Error(globalThis.foldlineWords?.('boot.failed', { reason: detail }))));
  });
  ready.catch(() => {});
  addEventListener('message', async ({ source, data, ports: [port] }) => {
    if (source !== parent || parent === self || data?.foldline !== 'render' || !port) return;
    try {
      await ready;
    } catch (error) {
      port.postMessage({ message: /** @type {Error} */ (error).message });
      return;
    }
    dispatchEvent(new CustomEvent('foldline:render', { detail: {
      text: String(data.text),
      done: (/** @type {string} */ html) => port.postMessage({ html }),
      failed: (/** @type {string} */ message) => port.postMessage({ message }),
    } }));
  });
})();
