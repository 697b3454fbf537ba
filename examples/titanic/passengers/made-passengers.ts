import {
  boolean,
  category,
  chance,
  defineGenerator,
  float,
  integer,
  missing,
  normal,
  phrase,
  rounded,
  text,
  type Maker,
} from 'groundswell'
import {
  adultAges,
  childShares,
  classCounts,
  fareBends,
  fareQuartiles,
  parentsAndChildren,
  portCounts,
  sexCounts,
  siblingsAndSpouses,
  totals,
  unknownAges,
  unknownPorts,
  type Outcome,
  type Sex,
} from './historical-counts.ts'

interface Drawn {
  readonly survived: boolean
  readonly sex: Sex
  readonly pclass: number
}

const outcomeOf = (row: { readonly survived: boolean }): Outcome =>
  row.survived ? 'survived' : 'lost'

/**
 * Passengers like those of 1912. First it is drawn who survives; all else hangs on that, each by a draw of its
 * own, so that a model can learn back from what a passenger is to what became of him or her.
 */
export const madePassengers = defineGenerator({
  columns: {
    survived: boolean(),
    sex: text({ oneOf: ['female', 'male'] }),
    pclass: integer(),
    age: float({ optional: true }),
    fare: float(),
    parch: integer(),
    sibSp: integer(),
    embarked: text({ optional: true }),
    name: text(),
  },
  rows: {
    survived: chance(totals.survived / (totals.survived + totals.lost)),
    sex: category({
      female: (row) => sexCounts[outcomeOf(row)].female,
      male: (row) => sexCounts[outcomeOf(row)].male,
    }),
    pclass: countOf((row: Drawn) => classCounts[outcomeOf(row)][row.sex]),
    age: missing<number, Drawn>(drawAge, (row) => unknownAges[row.pclass - 1] ?? 0),
    fare: rounded(drawFare, 2),
    parch: (row, moment) => {
      const drawn = countOf(() => parentsAndChildren[outcomeOf(row)])(row, moment)
      // The sheet counts three and more together.
      return drawn < 3 ? drawn : 3 + moment.random.below(3)
    },
    sibSp: (row, moment) => {
      const drawn = countOf(() => siblingsAndSpouses[outcomeOf(row)])(row, moment)
      return drawn < 2 ? drawn : 2 + moment.random.below(3)
    },
    embarked: missing<string, Drawn>(
      (row, moment) => category(portCounts[outcomeOf(row)])(row, moment),
      unknownPorts,
    ),
    name: (row, moment) => (row.sex === 'female' ? women : men)(row, moment),
  },
})

/** One of the numbers that a table counts. */
function countOf<Row>(counts: (row: Row) => Readonly<Record<string, number>>): Maker<number, Row> {
  return (row, moment) => Number(category(counts(row))(row, moment))
}

function drawAge(row: Drawn, moment: Parameters<Maker<number>>[1]): number {
  const { random } = moment
  const childShare = childShares[outcomeOf(row)][row.sex][row.pclass - 1] ?? 0
  if (random.next() < childShare) return Math.round(4 + 44 * random.next()) / 4
  const age = normal(adultAges[row.pclass - 1] ?? adultAges[2])(row, moment)
  return Math.round(Math.min(80, age < 13 ? 26 - age : age))
}

/** So often a fare is one of its class; else it may be any. */
const classShare = 0.85

/** Within a quarter of its outcome's fares; the first class pays those at the top. */
function drawFare(row: Drawn, { random }: Parameters<Maker<number>>[1]): number {
  const outcome = outcomeOf(row)
  const place = random.next() < classShare ? placeInClass(row, random.next()) : random.next()
  const quarter = Math.min(3, Math.floor(4 * place))
  const [from = 0, to = 0] = fareQuartiles[outcome].slice(quarter, quarter + 2)
  return from + (to - from) * bend(4 * place - quarter, fareBends[outcome][quarter] ?? 0)
}

/** From 0 to 1 as evenly, or as steeply at an end, as is wanted. */
function bend(place: number, by: number): number {
  return by === 0 ? place : Math.expm1(by * place) / Math.expm1(by)
}

/** Classes share the places among them by their numbers, the third at the bottom: so quarters stay quarters. */
function placeInClass(row: Drawn, within: number): number {
  const counts = ['3', '2', '1'].map((own) => classCount(outcomeOf(row), own as '1'))
  const at = 3 - row.pclass
  const below = counts.slice(0, at).reduce((sum, count) => sum + count, 0)
  return (below + within * (counts[at] ?? 0)) / totals[outcomeOf(row)]
}

function classCount(outcome: Outcome, pclass: '1' | '2' | '3'): number {
  const { female, male } = classCounts[outcome]
  return female[pclass] + male[pclass]
}

const families =
  'Abbott Brennan Carlsen Doyle Ekström Fischer Greene Hallinan Jensen Karlsson Lefebre Madigan Nilsson O’Dwyer Palmer Quick Rosen Sandberg Turner Vance Whelan Yates'.split(
    ' ',
  )
const women = phrase({
  text: ['{family}, {title} {given}', '{family}, {title} {given} {given}'],
  title: ['Mrs.', 'Miss'],
  given: ['Ada', 'Bridget', 'Clara', 'Elsa', 'Florence', 'Hanna', 'Ida', 'Maud', 'Nora', 'Ruth'],
  family: families,
})
const men = phrase({
  text: ['{family}, Mr. {given}', '{family}, Mr. {given} {given}'],
  given: ['Albert', 'Carl', 'Denis', 'Edgar', 'Frank', 'George', 'Henry', 'John', 'Owen', 'Walter'],
  family: families,
})
