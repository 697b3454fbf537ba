import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  defineGroup,
  defineView,
  groupsRead,
  loadGroup,
  viewDigest,
  derive,
  through,
} from '../../../src/features/index.ts'
import { float, integer, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'

const columns = { beachId: text(), hitsAt: timestamp(), height: float({ unit: 'm' }), name: text() }
const swells = defineGroup({ name: 'swells', key: ['beachId'], time: 'hitsAt', columns })

/** The same group to a caller that no compiler holds back. */
const untyped = swells as unknown as {
  readonly column: (name: string) => unknown
  readonly latest: (name: string, options?: { within: string }) => unknown
  readonly window: (length: string) => { readonly mean: (name: string) => unknown }
  readonly keyColumn: (name: string) => unknown
}

test('a column that the group has not is refused wherever it is named', () => {
  const unknown = {
    code: 'features.unknownColumn',
    message: 'Group swells has no column "heigth". Did you mean "height"?',
    hint: 'Columns are declared in the group’s definition.',
  }
  assert.throws(() => untyped.latest('heigth'), unknown)
  assert.throws(() => untyped.window('3d').mean('heigth'), unknown)
  assert.throws(() => untyped.column('heigth'), unknown)
  assert.throws(() => untyped.keyColumn('heigth'), unknown)
})

test('key and time of a group must be columns of it', () => {
  const define = defineGroup as (definition: unknown) => unknown
  assert.throws(() => define({ name: 'swells', key: ['beach'], time: 'hitsAt', columns }), {
    code: 'features.unknownColumn',
    message: 'Group swells has no column "beach". Did you mean "beachId"?',
  })
  assert.throws(() => define({ name: 'swells', key: ['beachId'], time: 'at', columns }), {
    code: 'features.unknownColumn',
  })
})

test('a window takes numbers and a length of time', () => {
  assert.throws(() => untyped.window('3d').mean('name'), {
    code: 'features.columnUnfit',
    message:
      'Column "name" of group swells is of type text; mean needs float or integer or boolean.',
  })
  assert.throws(() => untyped.window('3 days').mean('height'), { code: 'base.notADuration' })
  assert.throws(() => untyped.latest('height', { within: '6 hours' }), {
    code: 'base.notADuration',
  })
})

test('a window has the unit of its column, a count has none', () => {
  const window = swells.window('3d')
  assert.equal(window.mean('height').unit, 'm')
  assert.equal(window.count('height').unit, undefined)
})

test('a view refuses a group that it cannot join to its labels', () => {
  const boards = defineGroup({
    name: 'boards',
    key: ['beachId', 'boardId'],
    time: 'at',
    columns: { beachId: text(), boardId: text(), at: timestamp(), length: float() },
  })
  const length = boards.latest('length')
  const define = (feature: unknown) => () =>
    defineView({ name: 'surf', label: swells.column('height'), features: { feature } as never })
  const notShared = {
    code: 'features.keyNotShared',
    message:
      'View surf can\'t find rows of group boards: "boardId" is neither in the key of swells, which has the labels, nor in the request.',
  }
  assert.throws(define(length), notShared)
  assert.throws(define(derive({ length }, (row) => row.length)), notShared)
  const owners = defineGroup({
    name: 'owners',
    key: ['owner'],
    time: 'at',
    columns: { owner: integer(), at: timestamp(), name: text(), age: float() },
  })
  assert.throws(define(owners.on({ owner: 'beechId' }).latest('age')), {
    code: 'features.keyNotShared',
  })
  assert.throws(define(owners.on({ owner: 'beachId' }).latest('age')), {
    code: 'features.keyUnlike',
    message:
      "View surf can't find rows of group owners: its key column owner is of type integer, and beachId, which it is joined to, of type text.",
  })
  const untyped = owners as unknown as Record<'on', (join: object) => typeof owners>
  const byName = through(swells, 'name')
  assert.throws(define(untyped.on({ owner: byName }).latest('age')), {
    code: 'features.keyUnlike',
    message:
      "View surf can't find rows of group owners: its key column owner is of type integer, and swells.name, which it is joined to, of type text.",
  })
})

test('a view reads the groups of its features, hidden ones too, each once', () => {
  const height = swells.latest('height')
  const view = defineView({
    name: 'surf',
    label: swells.next('1d').mean('height'),
    features: { square: derive({ height }, (row) => row.height ** 2), height },
  })
  assert.deepEqual(
    groupsRead(view).map(({ name }) => name),
    ['swells'],
  )
})

test('the digest of a view changes with what it reads and computes, not with its words', () => {
  const height = swells.latest('height')
  const label = swells.next('1d').mean('height')
  const digest = (features: Parameters<typeof defineView>[0]['features'], description = '') =>
    viewDigest(defineView({ name: 'surf', description, label, features }))
  const plain = digest({ height })
  assert.equal(digest({ height }, 'Other words.'), plain)
  const others = [
    digest({ tall: height }),
    digest({ height: swells.latest('height', { within: '6h' }) }),
    digest({ height: swells.window('6h').mean('height') }),
    digest({ height: swells.window('6h').max('height') }),
    digest({ height: derive({ height }, (row) => row.height * 2) }),
    digest({ height: derive({ height }, (row) => row.height * 3) }),
    digest({ height: swells.keyColumn('beachId') }),
  ]
  assert.equal(new Set([plain, ...others]).size, 8)
})

test('a group without a source is not loadable', async (t) => {
  const store = await temporaryStore()
  t.after(store.close)
  await assert.rejects(loadGroup(store, swells), {
    code: 'features.groupNotLoadable',
    message: 'Group swells has no source to load from.',
  })
})
