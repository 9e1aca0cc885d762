// A Python of its own in a thread of its own, for what would hold up the page. What it does with a text is in
// reading/reader.py; reading/apart.py starts it, and ends it with all of its memory.
const carried = globalThis.foldlineCarried;      // in a page from a file: see carrier.js, which gives it what is asked
const started = import(carried?.module('interpreter.mjs') ?? './interpreter.mjs').then(({ loadPyodide }) => loadPyodide());
const reader = started.then(python => python.pyimport('foldline.reading.reader'));
reader.catch(() => {});     // told to whoever asks
/** @param {any} error */
const lastLine = error => String(error?.message ?? error).trim().split('\n').at(-1);

/** @param {{ data: { asked: string, bytes?: ArrayBuffer, files?: boolean } }} event */
export async function answer({ data: { asked, bytes, files } }) {
  try {
    await reader;
    if (files) await globalThis.foldlineInterpreter.files;
  } catch (error) {
    postMessage({ unavailable: lastLine(error) });
    return;
  }
  try {
    const answered = async () => (await reader).answer(asked, bytes ? (await started).toPy(bytes) : undefined);
    let found;
    try { found = await answered(); } catch (/** @type {any} */ error) {
      // A module or template that is not in the snapshot is there once all files are (see asking.py); of other faults, the same comes.
      if (files || !/ModuleNotFoundError|ImportError|TemplateNotFound|FileNotFoundError/.test(error?.message)) throw error;
      await globalThis.foldlineInterpreter.files;
      found = await answered();
    }
    const [facts, html] = found.toJs();
    found.destroy();
    postMessage({ answer: facts, html: [html] });   // in a list, which the page's Python passes on unread
  } catch (error) {
    postMessage({ failed: lastLine(error) });
  }
}
if (!carried) addEventListener('message', answer);
