import { access, constants, mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { messageOf } from '../../base/index.ts'
import {
  float,
  ident,
  integer,
  isWritableTable,
  parquetFiles,
  sql,
  text,
  timestamp,
  writeParquet,
  writeTable,
  type Columns,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { servingErrors } from '../errors.ts'
import type { Prediction } from '../prediction.ts'
import { keyColumns } from '../predictions-group.ts'
import type { ServedModel } from '../served-model.ts'

export function piecePath(folder: string, at: number): string {
  return join(folder, `piece-${String(at).padStart(6, '0')}.parquet`)
}

export async function hasPiece(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Writes predictions beside their place, then renames them: a piece is there as a whole or not at all. */
export async function writePiece(
  engine: TableEngine,
  model: ServedModel,
  predictions: readonly Prediction[],
  path: string,
): Promise<void> {
  const { column } = model.view.label
  const rows = predictions.map(({ key, at, value, version, id }): EngineRow => ({
    ...key,
    at,
    [column]: value,
    version,
    predictionId: id,
  }))
  await engine.withRows(pieceColumns(model), rows, (table) =>
    writeParquet(engine, sql`select * from ${ident(table)}`, `${path}.draft`),
  )
  await rename(`${path}.draft`, path)
}

function pieceColumns(model: ServedModel): Columns {
  return {
    ...keyColumns(model),
    at: timestamp(),
    [model.view.label.column]: float(),
    version: integer(),
    predictionId: text(),
  }
}

/** Finds out before any work whether a file can be written there. Throws `batchOutWrong`. */
export async function prepareOut(out: string): Promise<void> {
  if (!isWritableTable(out)) {
    throw servingErrors.batchOutWrong({ file: out, problem: 'its ending tells no table format' })
  }
  try {
    await mkdir(dirname(out), { recursive: true })
    await access(dirname(out), constants.W_OK)
  } catch (error) {
    throw servingErrors.batchOutWrong({ file: out, problem: messageOf(error) }, error)
  }
}

/** Makes one file of all pieces, in their order. Throws `batchOutWrong`. */
export async function joinPieces(
  engine: TableEngine,
  model: ServedModel,
  {
    folder,
    pieceCount,
    out,
  }: { readonly folder: string; readonly pieceCount: number; readonly out: string },
): Promise<void> {
  const paths = Array.from({ length: pieceCount }, (_, at) => piecePath(folder, at))
  // The ending tells the format, so it stays at the end.
  const draft = join(dirname(out), `.${process.pid}.draft.${basename(out)}`)
  const write = (relation: Sql) => writeTable(engine, asWritten(relation, out), draft)
  try {
    if (pieceCount > 0) await write(parquetFiles(paths))
    else await engine.withRows(pieceColumns(model), [], (table) => write(ident(table)))
    await rename(draft, out)
  } catch (error) {
    throw servingErrors.batchOutWrong({ file: out, problem: firstLine(messageOf(error)) }, error)
  } finally {
    await rm(draft, { force: true })
  }
}

/** A moment in a text has its zone; Parquet and Arrow have a type for it. */
function asWritten(relation: Sql, out: string): Sql {
  if (/\.(?:parquet|arrow)$/i.test(out)) return sql`select * from ${relation}`
  return sql`
    select * replace (strftime("at", '%Y-%m-%dT%H:%M:%S.%gZ') as "at") from ${relation}`
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').replace(/\.$/, '')
}
