// The unseen page that renders briefs for live embeds: takes texts from the page around it alone, and gives back HTML or
// one sentence. Messages from elsewhere are not heard; what Python does with a text is in reading/live.py.
(() => {
  const page = parent;
  if (page === self) return;
  const answering = new Promise(resolve => document.addEventListener('foldline:ready', resolve, { once: true }));
  answering.then(() => page.postMessage({ foldline: 'ready' }, '*'));
  addEventListener('foldline:failed', ({ detail }) => page.postMessage({ foldline: 'failed', message: `Python could not start: ${detail}` }, '*'));
  addEventListener('message', async ({ source, origin, data }) => {
    if (source !== page || data?.foldline !== 'render' || typeof data.text !== 'string') return;
    await answering;
    const answer = said => page.postMessage({ id: data.id, ...said }, origin === 'null' ? '*' : origin);
    dispatchEvent(new CustomEvent('foldline:render', { detail: {
      text: data.text,
      done: html => answer({ foldline: 'rendered', html }),
      failed: message => answer({ foldline: 'refused', message }),
    } }));
  });
})();
