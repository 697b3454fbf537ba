import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareProfiles, profileRows } from '../../../src/data/index.ts'
import { firstEdition, salaryColumns, salaryRows, secondEdition, type Edition } from './salaries.ts'

const profileOf = (edition: Edition) =>
  profileRows(salaryColumns, salaryRows(edition), { by: 'experience_level' })

const editions = Promise.all([profileOf(firstEdition), profileOf(secondEdition)])

test('the salary table of A21 is told with its size, duplicates and alerts', async () => {
  const [{ rowCount, columns, missingCount, duplicateRowCount, alerts }] = await editions
  assert.deepEqual([rowCount, columns.length, missingCount, duplicateRowCount], [3755, 11, 0, 1171])
  assert.deepEqual(
    alerts.map(({ sentence }) => sentence),
    [
      '1,171 rows stand in the table before (31.2 %).',
      'salary and salary_in_usd rise together (Spearman 0.95).',
      'salary_currency and employee_residence go together closely (Cramér’s V 0.97).',
      'salary_currency and company_location go together closely (Cramér’s V 0.99).',
      'employee_residence and company_location go together closely (Cramér’s V 0.99).',
      'employment_type is “FT” in 99.2 % of its values.',
      'remote_ratio is zero in 51.7 % of its values.',
      'salary is skewed (19.9): few values are very large.',
      'job_title has 98 different texts: many for a category.',
      'employee_residence has 69 different texts: many for a category.',
      'company_location has 68 different texts: many for a category.',
    ],
  )
  assert.deepEqual(
    columns.map(({ name, kind, distinctCount }) => [name, kind, distinctCount]),
    [
      ['work_year', 'number', 4],
      ['experience_level', 'text', 4],
      ['employment_type', 'text', 4],
      ['job_title', 'text', 98],
      ['salary', 'number', 2563],
      ['salary_currency', 'text', 6],
      ['salary_in_usd', 'number', 2560],
      ['employee_residence', 'text', 69],
      ['remote_ratio', 'number', 3],
      ['company_location', 'text', 68],
      ['company_size', 'text', 3],
    ],
  )
})

test('pay rises with experience', async () => {
  const [{ byValue }] = await editions
  assert.deepEqual(byValue?.values, ['SE', 'MI', 'EN', 'EX'])
  assert.deepEqual(byValue?.rowCounts, [2517, 847, 276, 115])
  const pay = byValue?.columns.find(({ name }) => name === 'salary_in_usd')
  assert.deepEqual(pay?.medians, [143_883, 98_139, 70_624.5, 183_252])
})

test('what moved from one edition to the next is told, and nothing else', async () => {
  const [before, after] = await editions
  const { rowCount, columns, ...changes } = compareProfiles(before, after)
  assert.deepEqual(rowCount, { before: 3755, after: 3755 })
  assert.deepEqual(changes.addedColumns, [])
  assert.deepEqual(changes.removedColumns, [])
  assert.deepEqual(changes.retypedColumns, [])
  assert.deepEqual(
    columns.map(({ name, level, stability }) => [name, level, stability?.toFixed(3)]),
    [
      ['work_year', 'much', '5.006'],
      ['experience_level', 'none', '0.007'],
      ['employment_type', 'none', '0.002'],
      ['job_title', 'none', '0.031'],
      ['salary', 'none', '0.093'],
      ['salary_currency', 'none', '0.002'],
      ['salary_in_usd', 'some', '0.108'],
      ['employee_residence', 'none', '0.014'],
      ['remote_ratio', 'much', '0.344'],
      ['company_location', 'none', '0.014'],
      ['company_size', 'none', '0.002'],
    ],
  )
  assert.deepEqual(
    columns.flatMap(({ name, missingShare }) =>
      missingShare.after > 0 ? [[name, missingShare.after]] : [],
    ),
    [['company_size', 960 / 3755]],
  )
  assert.deepEqual(after.alerts[0]?.sentence, 'company_size is missing in 25.6 % of rows.')
})
