import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  acceptProposal,
  completeFilter,
  type FilterField,
} from '../../src/ui/pages/runs/table/complete-filter.ts'

const fields: readonly FilterField[] = [
  { name: 'status', about: '', isNumber: false, isOptional: false, values: ['FINISHED', 'FAILED'] },
  { name: 'metrics.loss', about: '', isNumber: true, isOptional: false, values: [] },
  {
    name: 'params.`batch size`',
    about: '',
    isNumber: false,
    isOptional: true,
    values: ['16', '32'],
  },
  {
    name: 'params.optimizer',
    about: '',
    isNumber: false,
    isOptional: true,
    values: ["o'sgd", 'adam'],
  },
]

/** What is proposed where the bar stands. */
function proposed(marked: string): string[] {
  const cursor = marked.indexOf('|')
  return completeFilter(marked.replace('|', ''), cursor, fields).proposals.map(({ text }) => text)
}

test('at the beginning, after AND and within a parenthesis a field is proposed', () => {
  const all = ['status', 'metrics.loss', 'params.`batch size`', 'params.optimizer', 'NOT']
  assert.deepEqual(proposed('|'), all)
  assert.deepEqual(proposed("status = 'FAILED' AND |"), all)
  assert.deepEqual(proposed('NOT (|'), all)
  assert.deepEqual(proposed('opt|')[0], 'params.optimizer')
  assert.deepEqual(proposed("status = 'FAILED' OR batch|"), ['params.`batch size`'])
})

test('after a field come the operators that fit it', () => {
  assert.deepEqual(proposed('metrics.loss |'), ['=', '!=', '<', '<=', '>', '>='])
  assert.deepEqual(proposed('status |'), ['=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'])
  assert.deepEqual(proposed('params.`batch size` I|'), ['ILIKE', 'IN', 'IS NULL', 'IS NOT NULL'])
})

test('after an operator come the values that were seen, quoted, in lists too', () => {
  assert.deepEqual(proposed('params.optimizer = |'), ["'o''sgd'", "'adam'"])
  assert.deepEqual(proposed("params.optimizer = 'ad|"), ["'adam'"])
  assert.deepEqual(proposed("params.`batch size` = '3|"), ["'32'"])
})

test('after a comparison it goes on with AND or OR, or ends the group', () => {
  assert.deepEqual(proposed('metrics.loss < 0.3 |'), ['AND', 'OR'])
  assert.deepEqual(proposed("(status IN ('FAILED', 'FINISHED') |"), ['AND', 'OR', ')'])
  assert.deepEqual(proposed('params.optimizer IS NOT NULL |'), ['AND', 'OR'])
  assert.deepEqual(proposed("(status = 'FAILED') |"), ['AND', 'OR'])
})

test('a word that is no field is looked for in names', () => {
  assert.deepEqual(proposed('otter|'), ["run_name ILIKE '%otter%'"])
})

test('what is accepted takes the place of the word around the cursor', () => {
  const text = "metr = 'x'"
  const completion = completeFilter(text, 3, fields)
  const [proposal] = completion.proposals
  assert.ok(proposal !== undefined)
  assert.deepEqual(acceptProposal(text, completion, proposal), {
    text: "metrics.loss = 'x'",
    cursor: 13,
  })
  const empty = completeFilter('', 0, fields)
  assert.deepEqual(acceptProposal('', empty, { text: 'status', about: '' }), {
    text: 'status ',
    cursor: 7,
  })
})
