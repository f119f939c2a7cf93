// Reads the first rows of a CSV file for the screen, and cuts a file into pieces that are imported one after the other.
// What counts is what the service reads; this only shows it and guesses what to declare.

/** Rows of a text: quotes may hold separators, and a quoted value ends with its line at the latest. */
export function rows(/** @type {string} */ text, /** @type {string} */ delimiter) {
  return text.split(/\r\n|\n|\r/).map((line) => fields(line, delimiter));
}

function fields(/** @type {string} */ line, /** @type {string} */ delimiter) {
  const all = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (quoted && c === '"' && line[i + 1] === '"') {
      field += '"';
      i += 1;
    } else if (c === '"' && (quoted || field === '')) {
      quoted = !quoted;
    } else if (c === delimiter && !quoted) {
      all.push(field);
      field = '';
    } else {
      field += c;
    }
  }
  all.push(field);
  return all;
}

const DELIMITERS = [',', ';', '\t', '|'];

/** The separator that divides the first lines into the most equal columns. */
export function guessDelimiter(/** @type {string[]} */ lines) {
  let best = ',';
  let score = 0;
  for (const delimiter of DELIMITERS) {
    const widths = lines.slice(0, 20).map((line) => fields(line, delimiter).length);
    const common = Math.max(...widths);
    const equal = widths.filter((width) => width === common).length * (common - 1);
    if (equal > score) [best, score] = [delimiter, equal];
  }
  return best;
}

/** How times are written, by an example. */
export function guessTime(/** @type {string} */ text) {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return 'unix_s';
  if (/^\d{12,13}$/.test(text)) return 'unix_ms';
  if (/^\d{15,16}$/.test(text)) return 'unix_us';
  if (/^\d{18,19}$/.test(text)) return 'unix_ns';
  return /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(text.trim()) ? 'rfc3339' : 'local';
}

/**
 * A part of a file between line ends, under a header.
 *
 * @typedef {object} Piece
 * @property {Blob} body
 * @property {number} start where its rows begin in the file
 * @property {number} end
 * @property {number} firstLine the line of the file that its first row is
 */

/**
 * The first piece of a file; null if it has no rows.
 *
 * @param {File} file
 * @param {{skip: number, after: number, header: string[], bytes: number}} options skip: lines before the header of the
 *   file; after: lines behind it that are no rows; header: the lines that take its place
 */
export async function firstPiece(file, { skip, after, header, bytes }) {
  return piece(file, header, await linesEnd(file, skip + 1 + after), skip + 2 + after, bytes);
}

/** The piece behind another one; null at the end of the file. */
export async function pieceAfter(/** @type {File} */ file, /** @type {string[]} */ header, /** @type {Piece} */ before, /** @type {number} */ bytes) {
  return piece(file, header, before.end, before.firstLine + await lineCount(file.slice(before.start, before.end)), bytes);
}

/** The same piece, smaller; null if it has a single line. */
export async function smallerPiece(/** @type {File} */ file, /** @type {string[]} */ header, /** @type {Piece} */ { start, end, firstLine }) {
  const smaller = await piece(file, header, start, firstLine, (end - start) / 2);
  return smaller && smaller.end < end ? smaller : null;
}

/** @returns {Promise<Piece | null>} */
async function piece(/** @type {File} */ file, /** @type {string[]} */ header, /** @type {number} */ start, /** @type {number} */ firstLine, /** @type {number} */ bytes) {
  if (start >= file.size) return null;
  const end = await lineEnd(file, Math.min(file.size, start + Math.floor(bytes)));
  return { body: new Blob([header.map((line) => `${line}\n`).join(''), file.slice(start, end)], { type: 'text/csv' }), start, end, firstLine };
}

const HEADER_MOST = 1 << 20;

async function linesEnd(/** @type {File} */ file, /** @type {number} */ lines) {
  const bytes = new Uint8Array(await file.slice(0, HEADER_MOST).arrayBuffer());
  let end = 0;
  for (let i = 0; i < lines; i++) {
    const at = bytes.indexOf(10, end);
    end = at < 0 ? bytes.length : at + 1;
  }
  return end;
}

async function lineEnd(/** @type {File} */ file, /** @type {number} */ from) {
  for (let at = from; at < file.size; at += 65_536) {
    const bytes = new Uint8Array(await file.slice(at, at + 65_536).arrayBuffer());
    const end = bytes.indexOf(10);
    if (end >= 0) return at + end + 1;
  }
  return file.size;
}

async function lineCount(/** @type {Blob} */ blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
