import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readClients, surveyedAt } from '../groups/read-clients.ts'

test('a client that stands in a file twice counts once, as the last line says', () => {
  const file = [
    'corporation,lastmonth_activity,lastyear_activity,number_of_employees,exited',
    'abcd,10,200,30,0',
    'wxyz,5,80,7,1',
    'abcd,11,200,30,1',
  ].join('\n')
  assert.deepEqual(
    readClients(file).map(({ client, exit }) => ({ ...client, ...exit })),
    [
      {
        corporation: 'abcd',
        surveyedAt,
        lastmonthActivity: 11,
        lastyearActivity: 200,
        employees: 30,
        exited: 1,
      },
      {
        corporation: 'wxyz',
        surveyedAt,
        lastmonthActivity: 5,
        lastyearActivity: 80,
        employees: 7,
        exited: 1,
      },
    ],
  )
})
