// Pages, and host pages inside embed/cleaner.js: the proof of a claim opens where the claim stands, and a link into the full story
// marks its words and offers a way back. What opens is copied from the list of proofs, to which each sign leads without this script.
/* exported foldlineProof */
/** @typedef {(claim: HTMLElement, box: HTMLElement) => boolean} Place puts the box elsewhere than below the claim, or returns false */
/** @param {Document | ShadowRoot} root @param {Place} [place] */
const foldlineProof = (root, place = () => false) => {
  const box = document.createElement('div'), back = document.createElement('button');
  box.className = 'proof-box';
  back.className = 'way-back';
  /** What opened the box; null while it is closed. @type {HTMLElement | null} */
  let sign = null;
  /** @param {string} hash */
  const target = hash => root.getElementById(decodeURIComponent(hash.slice(1)));
  /** @param {Element | null} of */
  const copies = of => [...of?.childNodes ?? []].map(each => each.cloneNode(true));
  /** The words for what this adds, in the language of the brief. @param {Element} within */
  const words = within => /** @type {HTMLElement} */ (/** @type {Element} */ (within.closest('.brief')).querySelector('.record')).dataset;

  /** Fills the box with the proof of a claim, and returns whether there is one. @param {Element} claim */
  const fill = claim => {
    box.replaceChildren(...copies(root.getElementById(`${claim.id}-proof`)));
    box.querySelector('p')?.remove();  // the claim itself
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (box.querySelectorAll('.proof-sources a'))) {
      link.replaceWith(...copies(target(link.hash)));
    }
    return box.hasChildNodes();
  };
  /** Closes the box, and returns what opened it. */
  const close = () => {
    const before = sign;
    before?.setAttribute('aria-expanded', 'false');
    box.remove();
    sign = null;
    return before;
  };
  /** @param {HTMLElement} opener */
  const open = opener => {
    const claim = /** @type {HTMLElement | null} */ (opener.closest('[data-claim]'));
    close();
    if (!claim || !fill(claim)) return false;
    sign = opener;
    sign.setAttribute('aria-expanded', 'true');
    box.removeAttribute('aria-hidden');
    Object.assign(box, { role: 'group', ariaLabel: words(claim).proof, tabIndex: -1 });
    const button = document.createElement('button');
    button.textContent = words(claim).close ?? '';
    button.onclick = () => close()?.focus();
    box.append(button);
    if (place(claim, box)) box.focus({ preventScroll: true });
    else {
      (opener.closest('td') ?? claim).append(box);
      box.scrollIntoView({ block: 'nearest' });
    }
    return true;
  };

  /** @param {string} part of a text directive */
  const pattern = part => decodeURIComponent(part).split(/\s+/).map(word => word.replace(/[^\w\s]/g, '\\$&')).join('\\s+');
  /** Returns where the words of a text directive stand; null where they don't. @param {Element} body @param {string} directive */
  const rangeOf = (body, directive) => {
    const parts = directive.split(','), before = parts[0].endsWith('-') && pattern(String(parts.shift()).slice(0, -1));
    const wanted = `(${parts.map(pattern).join('[^]*?')})`, range = document.createRange();
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    /** @type {[number, Node][]} */
    const nodes = [];
    let text = '';
    while (walker.nextNode()) {
      nodes.push([text.length, walker.currentNode]);
      text += walker.currentNode.nodeValue;
    }
    const found = (before && new RegExp(`${before}\\W+${wanted}`, 'd').exec(text)) || new RegExp(wanted, 'd').exec(text);
    const at = found?.indices?.[1];
    if (!at) return null;
    const [start, end] = [at[0], at[1] - 1].map(index => /** @type {[number, Node]} */ (nodes.findLast(([begins]) => begins <= index)));
    range.setStart(start[1], at[0] - start[0]);
    range.setEnd(end[1], at[1] - end[0]);
    return range;
  };
  /** Goes where a link into the full story leads, and marks the words. @param {HTMLAnchorElement} link */
  const showPlace = link => {
    const [id, directive] = String(link.getAttribute('href')).split(':~:text=');
    const section = target(id), body = section?.querySelector('.section-body'), range = body && rangeOf(body, directive);
    if (!range) return false;
    section?.toggleAttribute('open', true);
    if (CSS.highlights) CSS.highlights.set('foldline-place', new Highlight(range));
    const from = sign && box.contains(link) ? sign : link, block = range.endContainer.parentElement?.closest('p, li, td, th, h3, h4') ?? body;
    back.textContent = words(link).back ?? '';
    back.onclick = () => {
      back.remove();
      CSS.highlights?.delete('foldline-place');
      from.closest('details')?.toggleAttribute('open', true);
      from.scrollIntoView({ block: 'center' });
      from.focus({ preventScroll: true });
    };
    block.append(back);
    block.scrollIntoView({ block: 'center' });
    back.focus({ preventScroll: true });
    return true;
  };

  root.addEventListener('click', event => {
    const { target: clicked, ctrlKey, metaKey } = /** @type {MouseEvent} */ (event);
    const link = clicked instanceof Element ? /** @type {HTMLAnchorElement | null} */ (clicked.closest('a.proof-sign, a.proof-place')) : null;
    if (!link || ctrlKey || metaKey) return;
    if (!(link.matches('.proof-place') ? showPlace(link) : link === sign ? close() : open(link))) return;
    event.preventDefault();
    if (root !== document) event.stopPropagation();  // embed.js would follow the link
  }, root !== document);
  root.addEventListener('keydown', event => {
    if (!sign || /** @type {KeyboardEvent} */ (event).key !== 'Escape' || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    close()?.focus();
  });
  return { box, fill, close, isOpen: () => Boolean(sign) };
};
