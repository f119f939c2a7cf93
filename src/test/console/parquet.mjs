// Reads Parquet files.

import path from 'node:path';
import { pathToFileURL } from 'node:url';

const library = (file) => import(pathToFileURL(path.resolve(process.env.LIFTLINE_CONSOLE_MODULES, 'node_modules', file)));

/** The rows of a file as objects. */
export async function parquetRows(buffer) {
  const { parquetReadObjects } = await library('hyparquet/src/index.js');
  const { compressors } = await library('hyparquet-compressors/src/index.js');
  return parquetReadObjects({ file: new Uint8Array(buffer).buffer, compressors });
}
