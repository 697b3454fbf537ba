import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { fixedClock } from '../../../src/base/index.ts'
import {
  archiveTexts,
  insertDeliveries,
  openSource,
  sqlDeliveryStore,
  withNewTexts,
  type NewText,
  type Source,
  type SourceReader,
} from '../../../src/data/index.ts'
import { fsBlobStore } from '../../../src/storage/index.ts'
import { duckdbEngine } from '../../../src/table/index.ts'
import { noon, temporaryDatabase } from '../../storage/temporary-database.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

export type SourceStore = Awaited<ReturnType<typeof temporarySources>>

/** A project's folder and state, to load sources from; its `waits` tell what was waited for. */
export async function temporarySources(t: TestContext) {
  const [root, state] = [await temporaryFolder(t), await temporaryFolder(t)]
  const database = await temporaryDatabase(t)
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const waits: number[] = []
  return {
    root,
    database,
    engine,
    blobs: fsBlobStore(state),
    deliveries: sqlDeliveryStore(database),
    settings: {},
    environment: {} as Record<string, string>,
    now: fixedClock(noon),
    waits,
    http: { wait: async (ms: number) => void waits.push(ms) },
    put: async (name: string, content: string | Uint8Array): Promise<string> => {
      const path = join(root, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
      return path
    },
  }
}

/** Opens a source as a load does. */
export async function openHere(
  t: TestContext,
  at: Pick<SourceStore, 'root' | 'settings' | 'now'> &
    Partial<Pick<SourceStore, 'environment' | 'http'>>,
  source: Source,
): Promise<SourceReader> {
  const folder = await temporaryFolder(t)
  const { signal } = new AbortController()
  return openSource({ ...at, folder: async () => folder, signal }, source)
}

/** Loads what is new as a group does, and records it as taken, or as refused. */
export async function takeNew(
  store: SourceStore,
  source: Source,
  { group = 'levels', refuse = false } = {},
): Promise<NewText[]> {
  const taken: NewText[] = []
  const record = async (texts: readonly NewText[]): Promise<void> => {
    const archive = await archiveTexts(store, texts)
    const refused = new Map(refuse ? texts.map(({ id }) => [id, { message: 'torn' }] as const) : [])
    await store.database.transaction((session) =>
      insertDeliveries(session, {
        source: source.name,
        group,
        archive,
        runId: undefined,
        texts,
        refused,
      }),
    )
    taken.push(...texts)
  }
  await withNewTexts(store, source, { group }, async (batches) => {
    for await (const { texts, remember } of batches) {
      if (texts.length > 0) await record(texts)
      await remember()
    }
  })
  return taken
}
