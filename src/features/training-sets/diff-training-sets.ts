import { compareProfiles, type ProfileComparison } from '../../data/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { ident, joinSql, parquetFiles, sql, type TableEngine } from '../../table/index.ts'
import type { TrainingSetStore } from './training-set-store.ts'
import type { FrozenDefinition, TrainingSet } from './training-set.ts'

/** How one training set of a view (after) differs from another (before). */
export interface TrainingSetDifference {
  readonly before: TrainingSet
  readonly after: TrainingSet
  /** By key and moment. */
  readonly rows: RowDifference
  readonly features: FeatureDifference
  /** By group, how many commits only one of them was made of. */
  readonly commits: Readonly<Record<string, { readonly added: number; readonly removed: number }>>
  /** Of the training parts; absent where a profile is. */
  readonly profile?: ProfileComparison
}

export interface RowDifference {
  readonly added: number
  readonly removed: number
  /** With another label, or another value of a feature that both have. */
  readonly changed: number
  /** That went from one part to another. */
  readonly moved: number
}

export interface FeatureDifference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Written otherwise; what they call may have changed without. */
  readonly rewritten: readonly string[]
}

interface DiffDeps {
  readonly engine: TableEngine
  readonly blobs: BlobStore
  readonly trainingSets: TrainingSetStore
}

export async function diffTrainingSets(
  deps: DiffDeps,
  before: TrainingSet,
  after: TrainingSet,
): Promise<TrainingSetDifference> {
  const [oldProfile, newProfile] = await Promise.all([
    deps.trainingSets.findProfile(before.id),
    deps.trainingSets.findProfile(after.id),
  ])
  return {
    before,
    after,
    rows: await diffRows(deps, before, after),
    features: await diffFeatures(deps, before, after),
    commits: diffCommits(before, after),
    ...(oldProfile === undefined || newProfile === undefined
      ? {}
      : { profile: compareProfiles(oldProfile, newProfile) }),
  }
}

async function diffRows(
  { engine, blobs }: DiffDeps,
  before: TrainingSet,
  after: TrainingSet,
): Promise<RowDifference> {
  const files = await Promise.all([before, after].map(({ digest }) => blobs.openPath(digest)))
  const [old, own] = files.map((file) => parquetFiles([file]))
  if (old === undefined || own === undefined) throw new Error('two files were opened')
  const names = columnNames(after)
  const shared = columnNames(before).filter((name) => names.includes(name))
  const identity = shared.filter((name) => !name.startsWith('feature.') && !isOwn(name))
  const same = joinSql(
    identity.map((name) => sql`old.${ident(name)} = own.${ident(name)}`),
    ' and ',
  )
  const compared = shared.filter((name) => name === '_label' || name.startsWith('feature.'))
  const differ = joinSql(
    compared.map((name) => sql`old.${ident(name)} is distinct from own.${ident(name)}`),
    ' or ',
  )
  const isBoth = sql`old._part is not null and own._part is not null`
  const [found = {}] = await engine.rows(sql`
    select count(*) filter (old._part is null) as added,
      count(*) filter (own._part is null) as removed,
      count(*) filter (${isBoth} and (${differ})) as changed,
      count(*) filter (${isBoth} and old._part <> own._part) as moved
    from ${old} as old full join ${own} as own on ${same}`)
  const count = (name: string) => Number(found[name] ?? 0)
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
    moved: count('moved'),
  }
}

function columnNames({ statistics }: TrainingSet): readonly string[] {
  return statistics.map(({ name }) => name)
}

function isOwn(name: string): boolean {
  return name === '_label' || name === '_part'
}

async function diffFeatures(
  { trainingSets }: DiffDeps,
  before: TrainingSet,
  after: TrainingSet,
): Promise<FeatureDifference> {
  const [old = noDefinition] = await trainingSets.listDefinitions(before.id)
  const [own = noDefinition] = await trainingSets.listDefinitions(after.id)
  const [oldNames, names] = [before, after].map(featureNames)
  const has = (all: readonly string[] | undefined, name: string) => all?.includes(name) === true
  return {
    added: names?.filter((name) => !has(oldNames, name)) ?? [],
    removed: oldNames?.filter((name) => !has(names, name)) ?? [],
    rewritten: Object.entries(own.features).flatMap(([name, digest]) => {
      const other = old.features[name]
      return other === undefined || other === digest ? [] : [name]
    }),
  }
}

const noDefinition: Pick<FrozenDefinition, 'features'> = { features: {} }

function featureNames(set: TrainingSet): readonly string[] {
  return columnNames(set).flatMap((name) =>
    name.startsWith('feature.') ? [name.slice('feature.'.length)] : [],
  )
}

function diffCommits(before: TrainingSet, after: TrainingSet): TrainingSetDifference['commits'] {
  const groups = new Set([...Object.keys(before.commits), ...Object.keys(after.commits)])
  return Object.fromEntries(
    [...groups].map((group) => {
      const old = new Set(before.commits[group])
      const own = new Set(after.commits[group])
      const added = [...own].filter((id) => !old.has(id)).length
      const removed = [...old].filter((id) => !own.has(id)).length
      return [group, { added, removed }]
    }),
  )
}
