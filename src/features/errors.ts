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
  columnUnfit: {
    kind: 'definition',
    message: (d: {
      group: string
      column: string
      type: string
      function: string
      needs: string
    }) =>
      `Column "${d.column}" of group ${d.group} is of type ${d.type}; ${d.function} needs ${d.needs}.`,
  },
  settingOutOfRange: {
    kind: 'definition',
    message: (d: { feature: string; setting: string; value: number; range: string }) =>
      `${d.feature} can't be made with ${d.setting} ${d.value}: it is ${d.range}.`,
  },
  unknownCondition: {
    kind: 'definition',
    message: (d: { group: string; column: string; word: string; suggestion: string }) =>
      `Rows of group ${d.group} can't be chosen by "${d.word}" of ${d.column}. ${d.suggestion}`,
    hint: 'A condition is a value, or is, not, oneOf, atLeast, atMost, above, below, known: { amount: { above: 100 } }.',
  },
  readsLabel: {
    kind: 'definition',
    message: (d: { view: string; feature: string; reads: string; label: string }) =>
      `Feature ${d.feature} of view ${d.view} reads ${d.label}, which is to be predicted, at its own moment: ${d.reads}. A model would learn to copy it, and know nothing once the answer isn't there.`,
    hint: (d: { feature: string }) =>
      `Let it see only what was there before: { before: true }. If it is meant, say why: meant: { ${d.feature}: '…' } in the view.`,
  },
  copiesLabel: {
    kind: 'refused',
    message: (d: { view: string; feature: string; rowCount: number; label: string }) =>
      `Feature ${d.feature} of view ${d.view} is the label: in all ${d.rowCount} rows where both are known it equals ${d.label}.`,
    hint: (d: { feature: string }) =>
      `Take it out, or read what was there before. If it is meant, say why: meant: { ${d.feature}: '…' } in the view.`,
  },
  requestNotTold: {
    kind: 'definition',
    message: (d: {
      view: string
      name: string
      group: string
      column: string
      type: string
      found: string | undefined
    }) =>
      `View ${d.view} has no values of ${d.name} to train with: group ${d.group}, which has the labels, has ${d.found === undefined ? `no column "${d.column}"` : `a column "${d.column}" of type ${d.found}, not ${d.type}`}.`,
    hint: "What comes with a request is a column of the label group in training; say which: requestFrom: { amount: 'amountEur' }.",
  },
  unknownFeature: {
    kind: 'definition',
    message: (d: { view: string; feature: string; suggestion: string }) =>
      `View ${d.view} has no feature "${d.feature}". ${d.suggestion}`,
  },
  keyNotShared: {
    kind: 'definition',
    message: (d: { view: string; group: string; column: string; label: string }) =>
      `View ${d.view} can't find rows of group ${d.group}: "${d.column}" is neither in the key of ${d.label}, which has the labels, nor in the request.`,
    hint: "A group is joined by its whole key. Where names differ, or the key stands in another group, say so: cards.on({ cardId: 'ccNum' }), customers.on({ customerId: through(cards, 'customerId') }).",
  },
  keyUnlike: {
    kind: 'definition',
    message: (d: {
      view: string
      group: string
      column: string
      wanted: string
      from: string
      found: string
    }) =>
      `View ${d.view} can't find rows of group ${d.group}: its key column ${d.column} is of type ${d.wanted}, and ${d.from}, which it is joined to, of type ${d.found}.`,
    hint: 'Join it to a column of its type, or declare both columns alike.',
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
  featureNotFound: {
    kind: 'not-found',
    message: (d: { view: string; feature: string; suggestion: string }) =>
      `View ${d.view} has no feature "${d.feature}". ${d.suggestion}`,
    hint: 'Its features are shown by `swell view show <view>`.',
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
      `Group ${d.group} isn’t loaded by stretches of time, so none can be asked for.`,
    hint: 'A group with `load` takes --since, --until and --backfill; one that is made of others takes --backfill.',
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
  historyForgotten: {
    kind: 'refused',
    message: (d: { group: string; at: string; from: string }) =>
      `Group ${d.group} can’t be read as of ${d.at}: what was superseded before ${d.from} is forgotten.`,
    hint: 'Compaction with --keep-history forgets it. Read as of that moment or a later one.',
  },
  windowNotWhole: {
    kind: 'definition',
    message: (d: { group: string; window: string; every: string }) =>
      `Group ${d.group} has a window of ${d.window}, which is no multiple of ${d.every}.`,
  },
  aggregateNotNumeric: {
    kind: 'definition',
    message: (d: { group: string; column: string; type: string }) =>
      `Column "${d.column}" of group ${d.group} is of type ${d.type}; only numbers can be aggregated.`,
  },
  derivationFailed: {
    kind: 'definition',
    message: (d: { group: string; problem: string }) =>
      `The SQL that group ${d.group} is made by can’t be run: ${d.problem}`,
    hint: 'It gives the group’s columns by their names, and _known_at: the newest of what a row was made from, as max(_known_at).',
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
  unknownZone: {
    kind: 'definition',
    message: (d: { zone: string }) => `"${d.zone}" is no time zone.`,
    hint: 'Zones are named as in the IANA database: Europe/Dublin, America/New_York, UTC.',
  },
  notAHoliday: {
    kind: 'definition',
    message: (d: { found: string }) => `${d.found} is no holiday.`,
    hint: "Write a date ('2026-12-25'), { month: 12, day: 25 }, { easter: 1 }, or { month: 8, weekday: 1, nth: 1 }.",
  },
  notACell: {
    kind: 'definition',
    message: (d: { found: string }) => `${d.found} is no size of a cell.`,
    hint: 'Write { geohash: 5 } for 1 to 12 letters, or { degrees: 0.1 } for up to 180 degrees.',
  },
  gapTooShort: {
    kind: 'definition',
    message: (d: { view: string; length: string; gap: string }) =>
      `The label of view ${d.view} looks ${d.length} ahead, but the split leaves ${d.gap} before the rows that it tests on: labels to learn from would reach into them.`,
    hint: (d: { length: string }) => `Leave a gap: byTime({ test: 0.2, gap: '${d.length}' }).`,
  },
  labelsOverlap: {
    kind: 'definition',
    message: (d: { view: string; length: string; split: string }) =>
      `The label of view ${d.view} looks ${d.length} ahead, but the split ${d.split} draws moments near each other to both sides: labels to learn from would tell of the rows that are tested on.`,
    hint: (d: { length: string; by: string }) =>
      `Split by time with a gap, byTime({ test: 0.2, gap: '${d.length}' }), or keep whole keys together: grouped({ test: 0.2, by: '${d.by}', seed: 1 }).`,
  },
  setNotProfiled: {
    kind: 'not-found',
    message: (d: { view: string; version: number }) =>
      `Training set ${d.version} of view ${d.view} has no profile: an older release froze it.`,
    hint: 'A set that is frozen now has one: `swell view freeze <view>`.',
  },
  noSuchTrainingSet: {
    kind: 'not-found',
    message: (d: { view: string; version: string; known: string }) =>
      `View ${d.view} has no training set${d.version}.`,
    hint: (d: { view: string; known: string }) =>
      d.known === '' ? `Freeze it: swell view freeze ${d.view}` : `There are versions ${d.known}.`,
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
    message: () => 'The address is no URL of a Redis server.',
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
