// What the scripts exchange: globals, events and JSON. `tsc` reads this (tests/npm/tsconfig.json); no browser does.

// ---- events, on the window unless a comment says otherwise

/** How far the start of Python is. Sizes are in bytes. */
interface StartProgress { step: 'loading' | 'reading', loaded?: number, total?: number }

/** A text for Python to render; it calls one of the functions. */
interface RenderJob { text: string, done(html: string): void, failed(message: string): void }

interface WindowEventMap {
  'foldline:progress': CustomEvent<StartProgress>;
  /** Python could not start, for this reason. */
  'foldline:failed': CustomEvent<string>;
  /** The interpreter runs: from now on, errors are Python's own. */
  'foldline:interpreter': CustomEvent<null>;
  /** What the reader dropped, opened or pasted: each a text, a File, an entry or handle of the file system, or a promise of one. */
  'foldline:files': CustomEvent<unknown[]>;
  'foldline:render': CustomEvent<RenderJob>;
  /** Asks for Python, where it has not started. The detail is "files" where the reader waits for files to be opened, "waiting" for
   *  another answer. */
  'foldline:start': CustomEvent<string | undefined> | Event;
  /** Two versions of the brief that is shown, as JSON: Python shows what changed. `since` is the day of the first. */
  'foldline:compare': CustomEvent<{ before: string, now: string, since: string }>;
}
interface DocumentEventMap {
  /** Python runs. */
  'foldline:ready': CustomEvent<null>;
  /** Python answers all that the page's menu offers. */
  'foldline:answers': CustomEvent<null>;
}

// ---- JSON

/** `<script id="foldline-page">`, written by publishing/shell.py and html/packing.py. Addresses are relative to the page. */
interface PageFacts {
  runtime: string;
  pyscript: string;
  interpreter: string;
  /** PyScript's configuration: an address in the checkout, an object elsewhere. */
  config: string | object;
  /** In the checkout, the two modules that start Python from a snapshot, which `foldline serve` puts there. */
  snapshot?: { interpreter: string, pyscript: string };
  /** What a reader can do where Python does not start. */
  advice: string;
  /** The addresses of scripts that no reader waits for. */
  later?: string[];
  /** When Python starts (the setting of this name): "eager", "needed", or nothing. */
  python?: string;
  /** Whether the page holds all that it shows. */
  finished?: boolean;
  /** A digest of the brief that is shown, and the address of its JSON, where the page is that of a brief. */
  digest?: string;
  data?: string;
  /** The front page, and the JSON of a brief with `{slug}` in it. */
  shelf_page?: string;
  brief?: string;
  /** The scripts that pass on selected words, and that draw them. */
  passing?: string;
  card?: string;
  /** Who publishes the site, where that is known. */
  publisher?: string;
  packed?: boolean;
  editor?: boolean;
  live?: boolean;
}

/** `<script id="foldline-words">`: the tables of [scripts] in locales/en.toml that the scripts of the page need. A message is a
 *  text, or its plural forms. */
interface PageWords {
  /** Its plural rules and its way to write numbers count. */
  language: string;
  words: Record<string, string | Record<string, string>>;
}

/** What publishing/snapshot/make.mjs writes into interpreter.mjs. Sizes are in bytes. */
interface Build {
  version: string;
  buildId: string;
  hash: string;
  stateLength: number;
  /** Entries of the function table. */
  table: number;
  library: string;
  lock: object;
  files: Record<string, number>;
}

/** The snapshot of a heap, without its bytes. `ranges` holds a start and a length by turns. */
interface SavedHeap {
  magic: number;
  buildId: string;
  state: object;
  bytes: number;
  ranges: number[];
  skippedSum: number;
  fresh: number;
  table: number;
  startFiles: [string, number][];
}

// ---- globals

/** Pyodide, as far as the scripts use it. */
interface Pyodide {
  FS: PyodideFiles;
  runPython(code: string, options?: object): unknown;
  toPy(value: unknown): unknown;
  pyimport(name: string): any;
}
interface PyodideFiles {
  mkdirTree(path: string): void;
  writeFile(path: string, bytes: Uint8Array): void;
}
/** Where Python writes its lines. */
interface Output { stdout?(text: string): void, stderr?(text: string): void }
/** What a packed file holds (see frames.mjs): a part a frame, as long as none is above 64 MB. */
type Parts = Uint8Array<ArrayBuffer>[];
type NamedBytes = [name: string, bytes: Uint8Array];
type CarriedText = [sha256: string, base64: string];

/** Set by carrier.js in a page from a file and its workers. */
interface Carried {
  names(): string[];
  find(name: string): CarriedText;
  bytes(name: string): Promise<ArrayBuffer>;
  open(): Promise<{ interpreter: string, pyscript: string }>;
  apart(): Worker;
  /** The address of a module, once `open` is done. */
  module(name: string): string;
}

/** Set by interpreter.mjs once Python runs; Python calls it too. */
interface Interpreter {
  way: string;
  /** Resolves when all files are there for what is imported later. */
  readonly files: Promise<void>;
  carriedFiles(): Promise<{ name: string, sha256: string, base64: Blob }[]>;
  apart(): Promise<Worker>;
}

/** Made by boot.js. Returns the words of a key, as "boot.failed", with their places filled. `n` chooses the plural form. */
interface ScriptWords {
  (key: string, values?: Record<string, string | number>): string;
  /** Returns a size in megabytes, with one decimal and without the unit. */
  megabytes(bytes: number): string;
  /** Returns the day of a date, written as the page's other dates are. */
  day(at: Date): string;
}

/** The page's policy for Trusted Types, where a browser has them; else plain functions. Strings to `tsc`, which knows no others. */
interface TrustedTexts {
  createHTML(text: string): string;
  createScript(text: string): string;
  createScriptURL(text: string): string;
}

declare var foldlineTexts: Record<string, CarriedText> | undefined;
declare var foldlineCarried: Carried | undefined;
declare var foldlineInterpreter: Interpreter;
declare var foldlineWords: ScriptWords;
declare var foldlineTrusted: TrustedTexts;
declare var foldlineFiles: unknown[];
/** Set by passing.js, once it is there. */
declare var foldlinePassing: boolean | undefined;
/** What a picture of words shows beside them; texts are empty where they are not known. */
interface CardText {
  text: string;
  speaker: string;
  /** When it was said. */
  occasion: string;
  sources: string[];
  check: string;
  title: string;
  publisher: string;
  date: string;
  direction: string;
}
/** Set by card.js. Shows a picture of words, to be saved or shared. */
declare var foldlineCard: ((card: CardText) => void) | undefined;
/** Set by menu.js. Says a sentence at the foot of the window for a moment. */
declare var foldlineSay: (sentence: string) => void;
/** Set by gallery.js, once it is there. */
declare var foldlineGallery: boolean | undefined;
/** Made by needs.js. Starts Python where it has not started, and calls a function once it answers; the last one, where several wait. */
declare var foldlineAsk: (act: () => void) => void;
/** Made by boot.js. Calls a function when the page has nothing else to do. */
/** Made by boot.js. Returns a function that has the task done before the next frame is painted, once however often it is called. */
declare var foldlineOnceAFrame: (task: () => void) => () => void;
declare var foldlineIdle: (task: () => void) => void;

/** The attributes of <foldline-brief> as properties; docs/using/embedding.md documents them. */
interface EmbedAttributes {
  src: string;
  sections: string | null;
  open: string | null;
  theme: string;
  mode: string;
  loading: string;
  height: string | null;
}

// ---- what the libraries of TypeScript do not have yet

declare var trustedTypes: { createPolicy(name: string, rules: object): TrustedTexts } | undefined;
declare var launchQueue: {
  setConsumer(consumer: (opened: { files?: { getFile(): Promise<File> }[] }) => void): void,
} | undefined;
interface Navigator {
  readonly deviceMemory?: number;
  readonly connection?: { saveData?: boolean, type?: string, effectiveType?: string, downlink?: number };
}
interface Document {
  readonly prerendering?: boolean;
}
interface Element {
  setHTML(text: string, options: { sanitizer: object }): void;
}
interface DataTransferItem {
  getAsFileSystemHandle?(): Promise<unknown>;
}
interface HTMLScriptElement {
  /** What one of our scripts in a host page gives to embed.js. */
  foldline?: any;
}
