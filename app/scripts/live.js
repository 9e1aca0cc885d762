// The unseen page that renders briefs for live embeds: takes texts from the page around it alone, and gives back HTML or
// one sentence, by the port that came with the text. What Python does with a text is in reading/embeds/live.py.
(() => {
  const started = new Promise((resolve, reject) => {
    document.addEventListener('foldline:ready', resolve, { once: true });
    addEventListener('foldline:failed', ({ detail }) => reject(new Error(`Python could not start: ${detail}`)));
  });
  started.catch(() => {});
  addEventListener('message', async ({ source, data, ports: [port] }) => {
    if (source !== parent || parent === self || data?.foldline !== 'render' || !port) return;
    try {
      await started;
    } catch ({ message }) {
      return port.postMessage({ message });
    }
    dispatchEvent(new CustomEvent('foldline:render', { detail: {
      text: String(data.text), done: html => port.postMessage({ html }), failed: message => port.postMessage({ message }),
    } }));
  });
})();
