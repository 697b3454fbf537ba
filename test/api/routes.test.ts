import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  openApiDocument,
  pathParameters,
  problemReply,
  routes,
  wireSchemas,
  type Route,
} from '../../src/api/index.ts'
import { examples } from '../../src/api/examples.ts'

const entries = Object.entries<Route>(routes)

test('every route says in one line what it does', () => {
  for (const [name, route] of entries) {
    assert.match(route.summary, /^[A-Z][^.\n]{5,90}$/, name)
  }
})

test('no two routes answer the same method and path', () => {
  const seen = entries.map(([, route]) => `${route.method} ${route.path.replaceAll(/:\w+/g, ':')}`)
  assert.deepEqual(seen, [...new Set(seen)])
})

test('routes are below /api/v1, but for those of the services themselves', () => {
  const elsewhere = entries.filter(([, route]) => !route.path.startsWith('/api/v1/'))
  assert.deepEqual(
    elsewhere.map(([, route]) => route.path),
    ['/services/:name/predict', '/services/:name/outcomes', '/services/:name/forecast'],
  )
})

test('the params of a route are those of its path', () => {
  for (const [name, route] of entries) {
    assert.deepEqual(
      Object.keys(route.params?.shape ?? {}).toSorted(),
      pathParameters(route.path).toSorted(),
      name,
    )
  }
})

test('only a route that changes something has a body', () => {
  for (const [name, route] of entries) {
    assert.equal(route.method === 'GET', route.body === undefined, name)
  }
})

test('error codes are an area and what is wrong', () => {
  for (const code of entries.flatMap(([, route]) => route.errors)) {
    assert.match(code, /^[a-z]+\.[a-z][A-Za-z]+$/)
  }
})

test('every error that a route names is documented', () => {
  const documented = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
  const codes = [...new Set(entries.flatMap(([, route]) => route.errors))]
  assert.deepEqual(
    codes.filter((code) => !documented.includes(`\`${code}\``)),
    [],
  )
})

test('every reply and body has a name among the wire schemas', () => {
  const named = new Set<unknown>(Object.values(wireSchemas))
  for (const [name, route] of entries) {
    assert.ok(named.has(route.reply), `reply of ${name}`)
    if (route.body !== undefined) assert.ok(named.has(route.body), `body of ${name}`)
  }
})

test('the examples of the documentation fit their schemas', () => {
  for (const [name, example] of Object.entries(examples)) {
    const found = wireSchemas[name as keyof typeof wireSchemas].safeParse(example)
    assert.ok(found.success, `${name}: ${found.error?.message}`)
  }
})

test('a query takes numbers as text and fills in what was left out', () => {
  assert.deepEqual(routes.listGroupRows.query.parse({}), { limit: 50 })
  assert.deepEqual(routes.listGroupRows.query.parse({ limit: '20' }), { limit: 20 })
  assert.equal(routes.listGroupRows.query.safeParse({ limit: '0' }).success, false)
  assert.equal(routes.listGroupRows.query.safeParse({ limt: '20' }).success, false)
})

test('a prediction is asked for by one row or by many, never by none', () => {
  const body = routes.predict.body
  assert.ok(body.safeParse({ beachId: 'lahinch', at: '2026-11-22T12:00:00Z' }).success)
  assert.ok(body.safeParse({ rows: [{ beachId: 'lahinch' }] }).success)
  assert.equal(body.safeParse({ rows: [] }).success, false)
  assert.equal(body.safeParse([]).success, false)
})

test('a problem has what RFC 9457 asks for, our code, and room for more', () => {
  const problem = {
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    detail: 'Group swels does not exist.',
    code: 'features.groupNotFound',
    nearest: 'swells',
  }
  assert.deepEqual(problemReply.parse(problem), problem)
  const { code, ...withoutCode } = problem
  assert.equal(problemReply.safeParse(withoutCode).success, false, code)
  assert.equal(problemReply.safeParse({ ...problem, status: 200 }).success, false)
})

test('the document has an operation for each route, under the name of the route', () => {
  const document = openApiDocument(routes, { title: 'surf', version: '1.2.3' })
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((operation) => operation['operationId']),
  )
  assert.deepEqual(ids, Object.keys(routes))
})
