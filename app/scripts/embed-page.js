// Page about embedding, at once: lists the events of its own embeds, from the first on, which may come before the list is
// parsed. Where the page was opened from a file, it shows the note about that.
(() => {
  /** @type {HTMLElement[]} */
  const lines = [];
  const write = () => document.getElementById('heard')?.append(...lines.splice(0));
  for (const name of ['ready', 'fold', 'error']) document.addEventListener(`foldline:${name}`, event => {
    const embed = /** @type {Element} */ (event.target);
    const { detail } = /** @type {CustomEvent} */ (event);
    const line = document.createElement('li');
    line.textContent = `${embed.closest('.way')?.id ?? 'page'}: foldline:${name} ${JSON.stringify(detail)}`;
    lines.push(line);
    if (document.readyState !== 'loading') write();
  });
  addEventListener('DOMContentLoaded', () => {
    write();
    if (location.protocol === 'file:') document.getElementById('from-file')?.removeAttribute('hidden');
  });
})();
