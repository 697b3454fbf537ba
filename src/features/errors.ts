import { defineErrors } from '../base/index.ts'

export const featuresErrors = defineErrors('features', {
  unknownColumn: {
    kind: 'definition',
    message: (d: { group: string; column: string; suggestion: string }) =>
      `Group ${d.group} has no column "${d.column}". ${d.suggestion}`,
    hint: 'Columns are declared in the group’s definition.',
  },
  noKey: {
    kind: 'definition',
    message: (d: { group: string }) => `Group ${d.group} has no key.`,
    hint: "Name the columns that tell whose row it is: key: ['beachId'].",
  },
  columnNotNumeric: {
    kind: 'definition',
    message: (d: { group: string; column: string; type: string }) =>
      `Column "${d.column}" of group ${d.group} is of type ${d.type}; a window needs numbers.`,
  },
  keyNotShared: {
    kind: 'definition',
    message: (d: { view: string; group: string; column: string; label: string }) =>
      `View ${d.view} can't find rows of group ${d.group}: its key column "${d.column}" is no key of ${d.label}, which has the labels.`,
    hint: 'A group is joined by its whole key; name the columns alike in both groups.',
  },
  groupNotLoadable: {
    kind: 'wrong-use',
    message: (d: { group: string }) => `Group ${d.group} has no source to load from.`,
    hint: 'Give it `from` and `read` in its definition, or let a step write to it.',
  },
  groupNotFound: {
    kind: 'not-found',
    message: (d: { group: string; suggestion: string }) =>
      `There is no group "${d.group}". ${d.suggestion}`,
    hint: 'List them with `swell group list`.',
  },
  viewNotFound: {
    kind: 'not-found',
    message: (d: { view: string; suggestion: string }) =>
      `There is no view "${d.view}". ${d.suggestion}`,
  },
  trainingSetNotFound: {
    kind: 'not-found',
    message: (d: { id: string }) => `There is no training set ${d.id}.`,
  },
  deliveriesRefused: {
    kind: 'refused',
    message: (d: { group: string; refusedCount: number; acceptedCount: number; first: string }) =>
      `${d.refusedCount} ${d.refusedCount === 1 ? 'delivery was' : 'deliveries were'} refused at the door of group ${d.group}, whole; ${d.acceptedCount} others came in. ${d.first}`,
    hint: 'See them with `swell data deliveries --refused`. A mended text is a new delivery; after mending the reading code load with --retry-refused.',
  },
  rangeNotLoadable: {
    kind: 'wrong-use',
    message: (d: { group: string }) =>
      `Group ${d.group} reads texts, which are new or not: a stretch of time can’t be asked for.`,
    hint: 'Only a group with `load` takes --since, --until and --backfill.',
  },
  startNotTold: {
    kind: 'wrong-use',
    message: (d: { group: string }) =>
      `Group ${d.group} doesn’t say from when on there is something to load.`,
    hint: (d: { group: string }) =>
      `Say it once: swell group load ${d.group} --since 2025-01-01, or with startsAt in its definition.`,
  },
  rangeEmpty: {
    kind: 'wrong-use',
    message: (d: { since: string; until: string }) =>
      `There is no time from ${d.since} until ${d.until}.`,
  },
  rangeFailed: {
    kind: 'outside',
    message: (d: {
      group: string
      since: string
      until: string
      problem: string
      loadedCount: number
      wantedCount: number
    }) =>
      `Group ${d.group} could not be loaded from ${d.since} until ${d.until}: ${d.problem} Of ${d.wantedCount} stretches of time ${d.loadedCount} ${d.loadedCount === 1 ? 'is' : 'are'} in.`,
    hint: 'The next load goes on with those that are not.',
  },
  columnsNotReadable: {
    kind: 'definition',
    message: (d: { group: string; problems: string }) =>
      `Rows of group ${d.group} that are stored can’t be read with its columns: ${d.problems}.`,
    hint: 'A column may be added (optional, or with a default), become a float, or be renamed (was).',
  },
  columnsChanged: {
    kind: 'definition',
    message: (d: { group: string; problems: string; readers: string }) =>
      `The columns of group ${d.group} don’t go with what is stored: ${d.problems}.${d.readers === '' ? '' : ` Read by ${d.readers}.`}`,
    hint: "A column may be added (optional, or with a default), become a float, or be renamed: height: float({ was: 'waveHeight' }). One that is not filled any more stays, optional. For anything else make a new group.",
  },
  keyIncomplete: {
    kind: 'wrong-use',
    message: (d: { group: string; row: number; expected: string }) =>
      `Key ${d.row} names no rows of group ${d.group}: a key is made of ${d.expected}.`,
  },
  rowsRefused: {
    kind: 'refused',
    message: (d: { group: string; reasons: string; example: string }) =>
      `The rows were refused at the door of group ${d.group}; none came in. Broken: ${d.reasons}.${d.example}`,
    hint: 'A check that only warns or quarantines lets the others in: warn(…), quarantine(…).',
  },
  noLabels: {
    kind: 'refused',
    message: (d: { view: string; group: string }) =>
      `View ${d.view} has no rows: group ${d.group}, which has its labels, is empty.`,
    hint: (d: { group: string }) => `Load it first: swell group load ${d.group}`,
  },
  noLabelsThere: {
    kind: 'refused',
    message: (d: { view: string; group: string; bounds: string }) =>
      `View ${d.view} has no rows within these bounds (${d.bounds}): group ${d.group} has no labels there.`,
    hint: (d: { group: string }) => `See what the group holds: swell group show ${d.group}`,
  },
  unknownKey: {
    kind: 'refused',
    message: (d: { view: string; key: string; known: string }) =>
      `View ${d.view} knows no ${d.key}. Known: ${d.known}.`,
  },
  redisUrl: {
    kind: 'definition',
    message: () => 'The address of the online store is no URL of a Redis server.',
    hint: 'It looks like redis://user:password@host:6379/0, or rediss:// for TLS.',
  },
  redisUnreachable: {
    kind: 'outside',
    message: (d: { server: string; found: string }) =>
      `Redis at ${d.server} can't be reached: ${d.found}.`,
    hint: 'Is the server running, and is the address right?',
  },
  redisRefused: {
    kind: 'outside',
    message: (d: { server: string; found: string }) => `Redis at ${d.server} says: ${d.found}.`,
  },
})
