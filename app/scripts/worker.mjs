// Worker, started when a large brief is opened: a Python of its own in a thread of its own, for what would hold up the page.
// It answers the requests of reading/worker/protocol.py; reading/worker/client.py starts it, and ends it with all of its memory.
const carried = globalThis.foldlineCarried;      // in a page from a file: see carrier.js, which passes messages on to it
const started = import(carried?.module('interpreter.mjs') ?? './interpreter.mjs').then(({ loadPyodide }) => loadPyodide());
const answers = started.then(python => python.pyimport('foldline.reading.worker.answers'));
answers.catch(() => {});     // whoever sends a request is told
/** @param {any} error */
const lastLine = error => String(error?.message ?? error).trim().split('\n').at(-1);

/** @param {{ data: { request: string, bytes?: ArrayBuffer, needsFiles?: boolean } }} event */
export async function answer({ data: { request, bytes, needsFiles } }) {
  try {
    await answers;
    if (needsFiles) await globalThis.foldlineInterpreter.files;
  } catch (error) {
    postMessage({ unavailable: lastLine(error) });
    return;
  }
  try {
    const answered = async () => (await answers).answer_json(request, bytes ? (await started).toPy(bytes) : undefined);
    let found;
    try { found = await answered(); } catch (/** @type {any} */ error) {
      // A module or template that is not in the snapshot is there once all files are (see on_demand.py); any other error comes again.
      if (needsFiles || !/ModuleNotFoundError|ImportError|TemplateNotFound|FileNotFoundError/.test(error?.message)) throw error;
      await globalThis.foldlineInterpreter.files;
      found = await answered();
    }
    const [json, html] = found.toJs();
    found.destroy();
    postMessage({ answer: json, html: [html] });   // in a list, which the page's Python passes on unread
  } catch (error) {
    postMessage({ failed: lastLine(error) });
  }
}
if (!carried) addEventListener('message', answer);
