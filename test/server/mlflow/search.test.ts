import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { createRun, startMlflow } from './ask-mlflow.ts'

const runs = [
  {
    name: 'a',
    start: 1,
    loss: 0.3,
    params: { depth: '1', 'my key': "it's" },
    tags: { team: 'Sea' },
  },
  { name: 'b', start: 2, loss: 0.1, params: { depth: '2' }, tags: { team: 'sea' } },
  { name: 'c', start: 3, loss: 'NaN', params: { depth: '3', path: 'a*b%c_d' }, tags: {} },
  { name: 'd', start: 4, params: {}, tags: { team: 'land' } },
] as const

async function startSearch(t: TestContext) {
  const mlflow = await startMlflow(t)
  for (const { name, start, params, tags, ...rest } of runs) {
    const id = await createRun(mlflow, { run_name: name, start_time: start, user_id: `u-${name}` })
    const pairs = (of: Readonly<Record<string, string>>) =>
      Object.entries(of).map(([key, value]) => ({ key, value }))
    const metrics = 'loss' in rest ? [{ key: 'loss', value: rest.loss, timestamp: 1 }] : []
    await mlflow.post('/runs/log-batch', {
      run_id: id,
      metrics,
      params: pairs(params),
      tags: pairs(tags),
    })
  }
  const ask = (filter: string, more: object = {}) =>
    mlflow.post('/runs/search', { experiment_ids: ['0'], filter, ...more })
  return {
    ask,
    async names(filter: string, more: object = {}) {
      const { status, body } = await ask(filter, more)
      assert.equal(status, 200, JSON.stringify(body))
      const found = (body['runs'] ?? []) as { info: { run_name: string } }[]
      return found.map(({ info }) => info.run_name).join('')
    },
  }
}

test('a filter finds the runs that fit, what starts last first', async (t) => {
  const { names } = await startSearch(t)
  const found: Readonly<Record<string, string>> = {
    '': 'dcba',
    'metrics.loss < 0.2': 'b',
    'metrics.loss >= 1e-1 AND metric.loss <= .3': 'ba',
    'metrics.loss != 0.1': 'a',
    "params.depth != '2'": 'ca',
    "params.`my key` = 'it''s'": 'a',
    "params.path LIKE 'a*%'": 'c',
    "params.depth LIKE '[12]'": '',
    "tags.team LIKE 's%'": 'b',
    "tags.team ILIKE 'S_A'": 'ba',
    'tags.team IS NULL': 'c',
    'params.depth is not null': 'cba',
    "run_name IN ('a', 'd')": 'da',
    "`Run name` NOT IN ('a', 'd')": 'cb',
    "Run name = 'b'": 'b',
    "attributes.user_id = 'u-c' and created > 1": 'c',
    "artifact_uri LIKE 'mlflow-artifacts:/0/%'": 'dcba',
    'end_time > 0': '',
    "tags.team = 'x'' or 1 = 1 --'": '',
  }
  for (const [filter, wanted] of Object.entries(found)) {
    assert.equal(await names(filter), wanted, filter)
  }
})

test('OR, NOT and parentheses go beyond what MLflow reads; AND binds closer than OR', async (t) => {
  const { names } = await startSearch(t)
  const found: Readonly<Record<string, string>> = {
    "run_name = 'a' OR run_name = 'b' AND metrics.loss > 1": 'a',
    "(run_name = 'a' OR run_name = 'b') AND metrics.loss > 0.2": 'a',
    'NOT metrics.loss > 0.2': 'dcb',
    "NOT (tags.team = 'land' OR metrics.loss < 0.2)": 'ca',
    "not not run_name = 'a'": 'a',
    'NOT end_time > 0': 'dcba',
  }
  for (const [filter, wanted] of Object.entries(found)) {
    assert.equal(await names(filter), wanted, filter)
  }
})

test('runs are put in order by what is asked, those without it last', async (t) => {
  const { names } = await startSearch(t)
  const order = (...by: readonly string[]) => names('', { order_by: by })
  assert.equal(await order('metrics.loss ASC'), 'bacd')
  assert.equal(await order('metrics.loss DESC'), 'abcd')
  assert.equal(await order('params.depth'), 'abcd')
  assert.equal(await order('tags.team DESC', 'start_time'), 'bdac')
  assert.equal(await order('attributes.start_time'), 'abcd')
})

test('what can’t be read is refused with what is wrong in it', async (t) => {
  const { ask } = await startSearch(t)
  const refusals: readonly [string, RegExp][] = [
    ['metrics.loss >', /Expected numeric value type for metric 'loss'/],
    ["metrics.loss > 'high'", /Expected numeric value type for metric 'loss'. Found high/],
    ["metrics.loss LIKE '1'", /Expected numeric/],
    ['params.depth = 3', /Expected a quoted string value for param 'depth'/],
    ["params.depth > '3'", /Invalid comparator '>'/],
    ["parms.depth = '3'", /Invalid entity type 'parms'.*params/],
    ["colour = 'red'", /Invalid attribute key 'colour'/],
    ['status IS NULL', /only supported for tags and params/],
    ["run_name = 'a' run_name = 'b'", /was not expected/],
    ["(run_name = 'a'", /a parenthesis is not closed/],
    ["run_name = 'a'; drop table runs", /Could not be parsed/],
    [`${'NOT '.repeat(200)}run_name = 'a'`, /lies in itself/],
    ["dataset.colour = 'red'", /Invalid dataset key/],
    ['= 3', /a name was expected/],
  ]
  for (const [filter, message] of refusals) {
    const { status, body } = await ask(filter)
    assert.deepEqual([status, body['error_code']], [400, 'INVALID_PARAMETER_VALUE'], filter)
    assert.match(String(body['message']), message)
  }
  for (const order of ['metrics.loss NULLS LAST', 'metrics.loss, start_time', 'metrics.loss UP']) {
    const { body } = await ask('', { order_by: [order] })
    assert.match(String(body['message']), /Invalid order_by clause/, order)
  }
  const twice = await ask('', { order_by: ['start_time', 'attribute.start_time DESC'] })
  assert.match(String(twice.body['message']), /duplicate fields/)
  const many = await ask('', { max_results: 50_001 })
  assert.match(String(many.body['message']), /'max_results'/)
})

test('pages of a search fit together', async (t) => {
  const { ask } = await startSearch(t)
  const first = await ask('', { max_results: 3, order_by: ['run_name'] })
  const token = first.body['next_page_token']
  assert.equal(typeof token, 'string')
  const second = await ask('', { max_results: 3, order_by: ['run_name'], page_token: token })
  assert.equal((second.body['runs'] as unknown[]).length, 1)
  assert.equal(second.body['next_page_token'], undefined)
})
