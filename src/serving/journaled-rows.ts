import type { EngineRow } from '../table/index.ts'
import { toPredictionRow } from './predictions-group.ts'
import { listJournals, readJournal, type JournalDeps } from './read-journals.ts'
import type { ServedModel } from './service.ts'

/** The predictions of a model that are still in journals, as rows of its group; some may be there already. */
export async function journaledRows(deps: JournalDeps, model: ServedModel): Promise<EngineRow[]> {
  const rows: EngineRow[] = []
  for (const journal of await listJournals(deps)) {
    const content = await readJournal(deps, journal)
    if (content?.header?.model !== model.name) continue
    for (const prediction of content.predictions) rows.push(toPredictionRow(model, prediction))
  }
  return rows
}
