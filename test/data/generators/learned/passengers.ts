import {
  category,
  chance,
  defineGenerator,
  generate,
  logNormal,
  missing,
  normal,
  phrase,
  rounded,
  sequence,
} from '../../../../src/data/index.ts'
import { boolean, float, integer, text, timestamp } from '../../../../src/table/index.ts'

export const passengerColumns = {
  id: text(),
  ticket: text(),
  name: text(),
  age: integer({ optional: true }),
  fare: float(),
  sex: text(),
  survived: boolean(),
  boarded: timestamp(),
  cabin: text({ optional: true }),
}

/** Made rows of a table in which columns hang together, some values are missing, and some are rare. */
export function passengerRows(rows: number, seed: number | string = 1) {
  const passengers = defineGenerator({
    columns: passengerColumns,
    rows: {
      id: sequence({ prefix: 'P-', from: 400 }),
      ticket: category({ first: 24, second: 21, third: 54.9, crew: 0.1 }),
      name: phrase({
        text: ['{family}, Mr. {given}', '{family}, Mrs. {given}'],
        family: ['{b}{v}{e}', '{b}{v}{b}{v}{e}'],
        b: 'BCDFGHKLMN'.split('').map((letter) => `${letter}r`),
        v: 'aeiou'.split(''),
        e: ['ning', 'sen', 'ler', 'ton', 'ck'],
        given: ['John', 'Mary', 'Owen', 'Anna', 'Karl', 'Elsie'],
      }),
      age: missing(
        rounded((row, moment) => {
          const mean = row.ticket === 'first' ? 40 : 27
          return Math.abs(normal({ mean, deviation: 10 })(row, moment))
        }),
        (row) => (row.ticket === 'third' ? 0.3 : 0.08),
      ),
      fare: rounded(
        logNormal({ mean: (row) => (row.ticket === 'first' ? 4 : 2.3), deviation: 0.5 }),
        2,
      ),
      sex: category({ male: 65, female: 35 }),
      survived: chance((row) => (row.sex === 'female' ? 0.74 : 0.19)),
      boarded: (_row, { random }) => new Date(Date.UTC(1912, 3, 10 + random.below(5))),
      cabin: missing<string, { readonly ticket: string }>(
        phrase({ text: ['{deck}{d}{d}'], deck: ['A', 'B', 'C'], d: '123456789'.split('') }),
        (row) => (row.ticket === 'first' ? 0.2 : 0.98),
      ),
    },
  })
  return [...generate(passengers, { seed, rows })]
}
