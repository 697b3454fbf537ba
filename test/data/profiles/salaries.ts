import { seededRandom } from '../../../src/base/index.ts'
import { category, defineGenerator, generate, logNormal } from '../../../src/data/index.ts'
import { float, integer, text, type RowOf } from '../../../src/table/index.ts'

/** The columns of A21's table of salaries in data work. */
export const salaryColumns = {
  work_year: integer(),
  experience_level: text(),
  employment_type: text(),
  job_title: text(),
  salary: float(),
  salary_currency: text(),
  salary_in_usd: float({ unit: 'USD' }),
  employee_residence: text(),
  remote_ratio: integer({ unit: '%' }),
  company_location: text(),
  company_size: text({ optional: true }),
}

export type SalaryRow = RowOf<typeof salaryColumns>

export interface Edition {
  readonly seed: string
  readonly newestYear: number
  /** How much more is paid than in the first edition. */
  readonly raise: number
  /** How many work at home, at the office, and half and half. */
  readonly remote: Readonly<Record<'0' | '50' | '100', number>>
  /** The share of rows without a company's size. */
  readonly missingSize: number
}

export const firstEdition: Edition = {
  seed: 'salaries 1',
  newestYear: 2023,
  raise: 1,
  remote: { 0: 1923, 50: 189, 100: 1643 },
  missingSize: 0,
}

/** A year later: people came back to the office, pay rose, and many did not tell the size. */
export const secondEdition: Edition = {
  seed: 'salaries 2',
  newestYear: 2024,
  raise: 1.15,
  remote: { 0: 3000, 50: 60, 100: 695 },
  missingSize: 0.25,
}

const rowCount = 3755
const duplicateCount = 1171

/** 3,755 rows, of which 1,171 stand there before. */
export function salaryRows(edition: Edition): SalaryRow[] {
  const options = { seed: edition.seed, rows: rowCount - duplicateCount }
  const rows = [...generate(salaryGenerator(edition), options)]
  const random = seededRandom(`${edition.seed}, repeated`)
  const repeated = Array.from({ length: duplicateCount }, () => {
    const row = rows[Math.floor(random.next() * rows.length)]
    if (row === undefined) throw new Error('no row to repeat')
    return row
  })
  return [...rows, ...repeated]
}

const currencies: Readonly<Record<string, readonly [code: string, perDollar: number]>> = {
  US: ['USD', 1],
  GB: ['GBP', 0.8],
  CA: ['CAD', 1.35],
  IN: ['INR', 82],
  CL: ['CLP', 850],
}
const euroCountries = ['ES', 'DE', 'FR', 'PT', 'GR', 'NL', 'IE', 'IT', 'AT', 'BE']

function currencyOf(country: string): readonly [code: string, perDollar: number] {
  return currencies[country] ?? (euroCountries.includes(country) ? ['EUR', 0.93] : ['USD', 1])
}

/** As many countries as A21 has, most of them rare. */
const countries: Readonly<Record<string, number>> = {
  US: 3004,
  GB: 167,
  CA: 85,
  ES: 80,
  IN: 71,
  DE: 48,
  FR: 38,
  PT: 18,
  BR: 18,
  GR: 16,
  CL: 6,
  ...Object.fromEntries(
    Array.from({ length: 67 }, (_, at) => {
      const letters = [Math.floor(at / 26), at % 26].map((of) => String.fromCharCode(65 + of))
      return [`Q${letters.join('')}`, 3]
    }),
  ),
}

const fields = ['Data', 'Machine Learning', 'Analytics', 'Research', 'Applied', 'Business', 'Cloud']
const roles = [
  'Engineer',
  'Scientist',
  'Analyst',
  'Architect',
  'Manager',
  'Developer',
  'Specialist',
]
const ranks = ['', 'Lead ']

/** 98 titles, the first ones common. */
const titles: Readonly<Record<string, number>> = Object.fromEntries(
  ranks
    .flatMap((rank) => roles.flatMap((role) => fields.map((field) => `${rank}${field} ${role}`)))
    .map((title, at) => [title, 1000 / (at + 1)]),
)

const payOf: Readonly<Record<string, number>> = { EN: 0.55, MI: 0.75, SE: 1.05, EX: 1.35 }

function salaryGenerator(edition: Edition) {
  const { newestYear, raise, remote, missingSize } = edition
  const years = {
    [newestYear]: 1785,
    [newestYear - 1]: 1664,
    [newestYear - 2]: 230,
    [newestYear - 3]: 76,
  }
  const year = category<string, SalaryRow>(years)
  const share = category<string, SalaryRow>(remote)
  const size = category<string, SalaryRow>({ M: 3153, L: 454, S: 148 })
  return defineGenerator({
    columns: salaryColumns,
    rows: {
      work_year: (row, moment) => Number(year(row, moment)),
      experience_level: category({ SE: 2516, MI: 805, EN: 320, EX: 114 }),
      employment_type: category({ FT: 3718, PT: 17, CT: 10, FL: 10 }),
      job_title: category(titles),
      salary: (row) => Math.round(row.salary_in_usd * currencyOf(row.company_location)[1]),
      salary_currency: (row) => currencyOf(row.company_location)[0],
      salary_in_usd: (row, moment) => {
        const pay = logNormal<SalaryRow>({
          mean: Math.log(135_000 * raise * (payOf[row.experience_level] ?? 1)),
          deviation: 0.35,
        })
        return Math.round(pay(row, moment))
      },
      employee_residence: category(countries),
      remote_ratio: (row, moment) => Number(share(row, moment)),
      company_location: (row, moment) =>
        moment.random.next() < 0.97 ? row.employee_residence : 'US',
      company_size: (row, moment) =>
        moment.random.next() < missingSize ? undefined : size(row, moment),
    },
  })
}
