// Pages, and host pages inside embed/cleaner.js: the proof of a claim opens where the claim stands, and a link into the full story
// marks its words and offers a way back. What opens is copied from the list of proofs, to which each sign leads without this script.
/** @typedef {(claim: HTMLElement, box: HTMLElement) => boolean} Place puts the box elsewhere than below the claim, or returns false */
/** @param {Document | ShadowRoot} root @param {Place} [place] */
var foldlineProof = (root, place = () => false) => {
  const box = document.createElement('div'), back = document.createElement('button');
  box.className = 'proof-box';
  Object.assign(back, { type: 'button', className: 'way-back' });
  /** What opened the box; null while it is closed. @type {HTMLElement | null} */
  let sign = null;
  /** @param {string} hash */
  const target = hash => root.getElementById(decodeURIComponent(hash.slice(1)));
  /** @param {Element} of */
  const copies = of => [...of.childNodes].map(each => each.cloneNode(true));

  /** Fills the box with the proof of a claim, and returns whether there is one. @param {Element} claim */
  const fill = claim => {
    const proof = root.getElementById(`${claim.id}-proof`);
    box.replaceChildren(...proof ? copies(proof).slice(0) : []);
    box.querySelector('.proof-claim')?.parentElement?.remove();
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (box.querySelectorAll('.proof-sources a'))) {
      const source = target(link.hash);
      if (source) link.replaceWith(...copies(source));
    }
    return Boolean(proof);
  };
  /** Closes the box, and returns what opened it. */
  const close = () => {
    const before = sign;
    before?.setAttribute('aria-expanded', 'false');
    box.remove();
    sign = null;
    return before;
  };
  /** @param {HTMLElement} opener @param {HTMLElement} claim */
  const open = (opener, claim) => {
    const words = claim.closest('.brief')?.querySelector('.record');
    close();
    if (!fill(claim) || !(words instanceof HTMLElement)) return false;
    sign = opener;
    opener.setAttribute('aria-expanded', 'true');
    box.removeAttribute('aria-hidden');
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', words.dataset.proof ?? '');
    box.tabIndex = -1;
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'proof-close', textContent: words.dataset.close });
    button.addEventListener('click', () => close()?.focus());
    box.append(button);
    if (place(claim, box)) box.focus({ preventScroll: true });
    else {
      (opener.closest('td') ?? claim).append(box);
      box.scrollIntoView({ block: 'nearest' });
    }
    return true;
  };

  // --- a place in the full story
  /** @param {string} text */
  const pattern = text => text.trim().split(/\s+/).map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
  /** Returns where the words of a text directive stand. @param {Element} body @param {string} directive */
  const rangeOf = (body, directive) => {
    const parts = directive.split(',');
    const before = parts[0].endsWith('-') ? pattern(decodeURIComponent(String(parts.shift()).slice(0, -1))) : '';
    const words = `(${parts.map(part => pattern(decodeURIComponent(part))).join('[^]*?')})`;
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    /** @type {[number, Text][]} */
    const nodes = [];
    let text = '';
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      nodes.push([text.length, node]);
      text += node.data;
    }
    const found = (before && new RegExp(`${before}\\W+${words}`, 'd').exec(text)) || new RegExp(words, 'd').exec(text);
    const place = found?.indices?.[1];
    if (!place) return null;
    const range = document.createRange();
    const [start, end] = place.map((at, which) => {
      const [from, node] = /** @type {[number, Text]} */ (nodes.findLast(([begins]) => (which ? begins < at : begins <= at)));
      return /** @type {[Text, number]} */ ([node, at - from]);
    });
    range.setStart(...start);
    range.setEnd(...end);
    return range;
  };
  /** Goes where a link into the full story leads, and marks the words. @param {HTMLAnchorElement} link */
  const showPlace = link => {
    const [id, directive = ''] = String(link.getAttribute('href')).split(':~:text=');
    const section = target(id), body = section?.querySelector('.section-body');
    const range = directive && body && rangeOf(body, directive);
    if (!section || !range) return false;
    section.toggleAttribute('open', true);
    if (CSS.highlights) CSS.highlights.set('foldline-place', new Highlight(range));
    const from = box.contains(link) && sign ? sign : link;
    back.textContent = link.closest('.brief')?.querySelector('.record')?.getAttribute('data-back') ?? '';
    back.onclick = () => {
      back.remove();
      CSS.highlights?.delete('foldline-place');
      for (let around = from.closest('details'); around; around = around.parentElement?.closest('details') ?? null) around.open = true;
      from.scrollIntoView({ block: 'center' });
      from.focus({ preventScroll: true });
    };
    const block = range.endContainer.parentElement?.closest('p, li, td, th, h3, h4, h5, h6') ?? body;
    block?.append(back);
    block?.scrollIntoView({ block: 'center' });
    back.focus({ preventScroll: true });
    return true;
  };

  root.addEventListener('click', event => {
    const { target: clicked } = event;
    const link = clicked instanceof Element ? /** @type {HTMLAnchorElement | null} */ (clicked.closest('a.proof-sign, a.proof-place')) : null;
    const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
    if (!link || ctrlKey || metaKey || shiftKey) return;
    const claim = /** @type {HTMLElement | null} */ (link.closest('[data-claim]'));
    if (link.matches('.proof-place') ? showPlace(link) : sign === link ? close() : claim && open(link, claim)) event.preventDefault();
  });
  root.addEventListener('keydown', event => {
    if (/** @type {KeyboardEvent} */ (event).key !== 'Escape' || event.defaultPrevented || !sign || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    close()?.focus();
  });
  return { box, fill, close, isOpen: () => Boolean(sign) };
};
