// Host page, by the <script> that its publisher pastes: defines <foldline-brief src="https://news.example/briefs/a-story/">, a
// brief inside
// somebody else's page. Readers see the element's own content before this script runs, and when anything fails.
// docs/using/embedding.md documents each attribute, event, custom property and part.
(() => {
  const NAME = 'foldline-brief';
  if (customElements.get(NAME)) return;
  const { src, nonce } = /** @type {Partial<HTMLScriptElement>} */ (document.currentScript ?? {});
  const HOME = new URL('.', src ?? location.href).href;
  const PATIENCE = 30_000;     // milliseconds until a brief that has not come counts as failed
  const NEAR = '600px';        // distance from the view at which a lazy one is loaded
  const PARTS = { article: 'brief', h1: 'title', '.dek': 'dek', '.meta': 'meta', '.section': 'section', summary: 'summary',
    '.section-body': 'body', '.sources': 'sources', '.more': 'more' };
  // Only the page's colour scheme is inherited; no style of the page applies inside, not even by `!important`. Of a hundred
  // briefs that have a height, only the visible ones are laid out and painted. A brief shows nothing outside its own box.
  const OUTER = `:host { display: block !important; min-inline-size: min(100%, 15rem); }
    :host([hidden]) { display: none !important; }
    .root, iframe { all: initial; contain: content !important; overflow-clip-margin: 4px; display: block; box-sizing: border-box;
      inline-size: 100%; color-scheme: inherit; }
    div[tabindex] { overflow: auto; content-visibility: auto; }
    slot:has(+ iframe) { display: block; block-size: 0; }`;

  /** @param {string} text */
  const asItIs = text => text;
  const policy = globalThis.trustedTypes?.createPolicy('foldline', { createHTML: asItIs, createScriptURL: asItIs });
  const outer = new CSSStyleSheet();
  outer.replaceSync(OUTER);
  /** @param {unknown} value @returns {value is string} */
  const isText = value => typeof value === 'string';
  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {any} values */
  const made = (tag, values) => Object.assign(document.createElement(tag), values);
  /** @param {any} value */
  const size = value => (/^\d+$/.test(value) ? `${value}px` : value);
  /** @param {string} text */
  const names = text => text.replaceAll('_', '-').split(/[\s,]+/).filter(Boolean);

  /** Returns the address of a brief's folder. @param {string} address of the folder or of its page */
  const folder = address => {
    const url = new URL(address, document.baseURI);
    if (!/^https?:$/.test(url.protocol)) throw new Error(`src is no address of a page: ${address}`);
    if (!/\/[^/]*\.[^/]*$/.test(url.pathname)) url.pathname = url.pathname.replace(/\/?$/, '/');
    return new URL('.', url);
  };

  const scripts = new Map();
  /** Returns what another script of ours exports. It is loaded once, from where this one came from.
   *  @param {string} name @returns {Promise<any>} */
  function load(name) {
    if (!scripts.has(name)) scripts.set(name, new Promise((resolve, reject) => {
      const url = HOME + name, script = made('script', { src: policy?.createScriptURL(url) ?? url, nonce });
      script.onload = script.onerror = () => {
        script.remove();
        if (script.foldline) resolve(script.foldline); else { scripts.delete(name); reject(new Error(`${url} did not come`)); }
      };
      document.head.append(script);
    }));
    return scripts.get(name);
  }
  const cleaner = () => load('embed/cleaner.js');

  /** Sends a message to a loaded frame of the publisher's site, with a port for its answers, which nobody else gets.
   *  @param {HTMLIFrameElement} frame @param {string} origin @param {(data: any) => void} answer @param {object} message */
  const connect = (frame, origin, answer, message) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => answer(Object(data));
    frame.contentWindow?.postMessage(message, origin, [port2]);
  };

  // ---- one Python for all live briefs: in a frame of the publisher's site, which this page can't read

  const users = new Set();
  /** @type {HTMLIFrameElement} */
  let python;
  /** @type {Promise<HTMLIFrameElement> | undefined} */
  let running;
  /** Renders the JSON text of a brief. @param {object} user @param {string} text @returns {Promise<string>} */
  function render(user, text) {
    users.add(user);
    running ??= new Promise(resolve => {
      python = made('iframe', { src: `${HOME}embed/live.html`, title: 'Foldline', tabIndex: -1, ariaHidden: true, onload: () => resolve(python) });
      python.style.setProperty('display', 'none', 'important');
      document.documentElement.append(python);
    });
    return running.then(frame => new Promise((resolve, reject) => connect(frame, new URL(HOME).origin,
      ({ html, message }) => { if (isText(html)) resolve(html); else reject(new Error(isText(message) ? message : 'no HTML came')); },
      { foldline: 'render', text })));
  }
  /** @param {object} user */
  function leave(user) {
    if (users.delete(user) && !users.size) { python.remove(); running = undefined; }
  }

  const near = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) { near.unobserve(target); /** @type {FoldlineBrief} */ (target).load(); }
  }, { rootMargin: NEAR });

  const ATTRIBUTES = { src: '', sections: null, open: null, theme: 'auto', mode: 'inline', loading: 'lazy', height: null };

  class FoldlineBrief extends /** @type {new () => HTMLElement & EmbedAttributes} */ (HTMLElement) {
    static observedAttributes = Object.keys(ATTRIBUTES);
    #root = this.attachShadow({ mode: 'open' });
    #hold = document.createElement('div');       // it has the height
    #box = made('div', { className: 'root' });
    #slot = document.createElement('slot');
    /** @type {any} an AbortController, once something was loaded */
    #stop;
    /** @type {any} { wanted: string, data: unknown, content?: Element }, or nothing */
    #shown;
    /** @type {unknown} */
    #data;
    #folds = new WeakMap();

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [outer];
      this.#root.append(this.#hold);
      this.#hold.append(this.#slot);
      this.#root.addEventListener('click', event => this.#clicked(event));
      this.#root.addEventListener('toggle', event => this.#toggled(event.target), true);
    }

    /** The brief itself, as an object or as JSON text; then no `src` is needed, and Python renders it. */
    get brief() { return this.#data ?? null; }
    set brief(data) { this.#data = data; this.#again(); }

    connectedCallback() { this.#again(); }
    disconnectedCallback() { queueMicrotask(() => { if (!this.isConnected) this.#clear(); }); }
    /** @param {string} name @param {string | null} before @param {string | null} now */
    attributeChangedCallback(name, before, now) {
      if (before === now || !this.isConnected) return;
      if (name === 'height' || name === 'theme' && this.mode !== 'frame') this.#look(); else if (name !== 'loading' || now === 'eager') this.#again();
    }

    /** Loads what the attributes want now; until that has come, it shows what it did. An element that only moved in the document
     *  stays as it is, except a frame, which browsers load again. */
    #again() {
      if (!this.isConnected) return;
      const wanted = JSON.stringify([...Object.keys(ATTRIBUTES).slice(0, this.mode === 'frame' ? 4 : 3), 'mode'].map(name => this.getAttribute(name)));
      if (this.#shown?.wanted === wanted && this.#shown.data === this.#data && this.#shown.content?.isConnected) return;
      if (this.#box.isConnected && this.mode !== 'frame') this.#stop.abort(); else this.#clear();
      this.#shown = { wanted, data: this.#data };
      if (this.loading === 'eager') this.load(); else near.observe(this);
    }

    #clear() {
      near.unobserve(this);
      this.#stop?.abort();
      leave(this);
      this.#hold.replaceChildren(this.#slot);
      this.#shown = undefined;
      this.#look();
    }

    /** Loads it now, in view or not. */
    async load() {
      near.unobserve(this);
      const stop = this.#stop = new AbortController();
      const late = setTimeout(() => stop.abort(new Error('it did not come in time')), PATIENCE);
      const over = new Promise((_, reject) => stop.signal.onabort = () => reject(stop.signal.reason));
      try {
        const mode = await Promise.race([over, this.#loaded(stop.signal)]);
        if (!stop.signal.aborted) this.#tell('ready', { mode });
      } catch (/** @type {any} */ error) {
        if (this.#stop !== stop || stop.signal.reason?.name === 'AbortError') return;    // removed, or changed
        const shown = this.#shown;
        this.#clear();
        this.#shown = shown;
        // In English, since it is for the developers of the host page: readers go on seeing the link.
        this.#tell('error', { message: `The brief can't be shown: ${error.message}` });
      } finally { clearTimeout(late); }
    }

    /** Shows the brief, and returns in which mode. @param {AbortSignal} signal */
    async #loaded(signal) {
      if (!this.#data && document.readyState === 'loading' && !this.hasAttribute('src')) {
        await new Promise(done => document.addEventListener('DOMContentLoaded', done, { once: true }));
      }
      const data = this.#data ?? this.querySelector(':scope > script[type="application/json"]')?.textContent;
      if (data) return this.#live(isText(data) ? data : JSON.stringify(data), signal);
      if (!this.hasAttribute('src')) throw new Error('it has neither src nor a brief');
      const home = folder(this.src);
      return this.mode === 'frame' ? this.#frame(home) : this.#inline(home, signal);
    }

    /** @param {URL} home @param {AbortSignal} signal */
    async #inline(home, signal) {
      cleaner().catch(() => {});    // meanwhile
      const response = await fetch(new URL('fragment.html', home), { signal, credentials: 'omit' });
      if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
      if (!/^text\/html\b/.test(response.headers.get('content-type') ?? '')) throw new Error(`${response.url} is no HTML`);
      await this.#show({ text: await response.text(), base: home.href }, signal);
      return 'inline';
    }

    /** @param {string} text @param {AbortSignal} signal */
    async #live(text, signal) {
      await this.#show({ text: await render(this, text), base: document.baseURI, json: text }, signal);
      return 'live';
    }

    /** @param {object} found @param {AbortSignal} signal */
    async #show(found, signal) {
      const { clean, style, prove } = await cleaner();
      const content = await clean({ ...found, load, policy });
      if (signal.aborted) return;
      if (!content.querySelector('article.brief')) throw new Error('there is no brief at this address');
      this.#root.adoptedStyleSheets = [outer, style];
      this.#box.replaceChildren(...content.childNodes);
      this.#arrange();
      for (const [selector, name] of Object.entries(PARTS)) for (const each of this.#box.querySelectorAll(selector)) each.part.add(name);
      for (const each of this.#box.querySelectorAll('details')) this.#folds.set(each, each.open);
      this.#shown.content = this.#box;
      this.#hold.replaceChildren(this.#box);
      prove?.(this.#root);
      this.#look();
    }

    /** Keeps the sections that the attribute names, in that order; unfolds those that `open` names, or else those without a picture. */
    #arrange() {
      const all = /** @type {HTMLDetailsElement[]} */ ([...this.#box.querySelectorAll('.section')]);
      if (this.sections !== null) {
        const kept = names(this.sections).flatMap(name => all.find(({ id }) => id === name) ?? []);
        all[0]?.parentNode?.append(...kept);
        for (const each of all) if (!kept.includes(each)) each.remove();
      }
      for (const each of all) {
        if (this.open !== null) each.open = this.open === 'all' || names(this.open).includes(each.id);
        else if (each.querySelector('img')) each.open = false;
      }
    }

    #look() {
      const { theme, height } = this, hold = this.#hold.style;
      hold.colorScheme = /^(light|dark)$/.test(theme) ? theme : '';
      const framed = this.#hold.querySelector('iframe');
      hold.blockSize = framed || !height ? '' : size(height);
      if (hold.blockSize) this.#hold.tabIndex = 0; else this.#hold.removeAttribute('tabindex');    // so that keys scroll it
    }

    // ---- in a frame

    /** @param {URL} home */
    #frame(home) {
      const fragment = new URLSearchParams();
      if (this.sections !== null) fragment.set('sections', this.sections);
      if (this.open !== null) fragment.set('open', this.open);
      fragment.set('theme', getComputedStyle(this.#hold).colorScheme.replace('normal', 'light'));    // Chromium gives a frame the system's theme
      // A frame of the page's own origin could undo a sandbox that leaves it its origin, so there it gets none.
      const own = home.origin === location.origin;
      // "A news brief" is in English: a host page names its brief by the link inside the element.
      const frame = made('iframe', {
        src: `${new URL('frame.html', home)}#${fragment}`, title: this.textContent.trim() || 'A news brief',
        loading: 'eager', sandbox: `allow-scripts ${own ? '' : 'allow-same-origin '}allow-popups allow-popups-to-escape-sandbox`,
      });
      frame.style.blockSize = size(this.height ?? 480);
      frame.style.opacity = '0';
      return new Promise(done => {
        const answer = (/** @type {any} */ { ready, height, section, open }) => {
          if (Number.isFinite(height) && height > 0) frame.style.blockSize = `${Math.min(height, 1e6)}px`;
          if (isText(section)) this.#tell('fold', { section, open: !!open });
          if (ready) { frame.style.opacity = ''; this.#slot.remove(); done('frame'); }
        };
        frame.onload = () => connect(frame, own ? '*' : home.origin, answer, { foldline: 'hello' });
        this.#shown.content = frame;
        this.#hold.append(frame);
      });
    }

    // ---- events

    /** @param {any} event */
    #clicked(event) {
      const link = event.target.closest?.('a[href^="#"]');
      if (!link) return;
      event.preventDefault();                              // the page's own address stays as it is
      let id = link.getAttribute('href').slice(1);
      try { id = decodeURIComponent(id); } catch { /* a malformed %-sequence */ }
      const target = this.#root.getElementById(id);
      const section = target?.closest('details');
      if (section) section.open = true;
      target?.scrollIntoView({ block: 'nearest' });
    }

    /** @param {any} section */
    #toggled(section) {
      if (!section.matches('.section') || this.#folds.get(section) === section.open) return;
      this.#folds.set(section, section.open);
      this.#tell('fold', { section: section.id, open: section.open });
    }

    /** @param {string} name @param {object} detail */
    #tell(name, detail) { this.dispatchEvent(new CustomEvent(`foldline:${name}`, { bubbles: true, detail })); }
  }

  for (const [name, otherwise] of Object.entries(ATTRIBUTES)) Object.defineProperty(FoldlineBrief.prototype, name, {
    get() { return this.getAttribute(name) ?? otherwise; },
    set(value) { if (value === null) this.removeAttribute(name); else this.setAttribute(name, value); },
  });
  customElements.define(NAME, FoldlineBrief);
})();
