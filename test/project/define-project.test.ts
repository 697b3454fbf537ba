import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineGroup, defineView, type View } from '../../src/features/index.ts'
import { byTime, mae, meanBaseline } from '../../src/learn/index.ts'
import { definePipeline } from '../../src/pipelines/index.ts'
import {
  allGroups,
  defineProject,
  getForecast,
  getGroup,
  getModel,
  getPipeline,
  getService,
  getSite,
  getView,
  viewsOf,
  type ProjectPorts,
} from '../../src/project/index.ts'
import { defineService } from '../../src/serving/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'
import { defineModel } from '../../src/training/index.ts'

function group(name: string) {
  const columns = { beachId: text(), at: timestamp(), height: float() }
  return defineGroup({ name, key: ['beachId'], time: 'at', columns })
}

const reports = group('reports')
const swells = group('swells')

function view(name: string) {
  const features = { height: swells.latest('height') }
  return defineView({ name, label: reports.column('height'), features })
}

function model(name: string, of: View) {
  const learner = meanBaseline()
  return defineModel({ name, view: of, learner, split: byTime({ test: 0.2 }), measure: [mae()] })
}

const surf = view('surf')
const height = model('surf-height', surf)
const service = defineService({ name: 'surf', model: height })
const daily = definePipeline<ProjectPorts>({ name: 'daily', steps: [] })
const whole = {
  name: 'surf',
  groups: [reports, swells],
  views: [surf],
  models: [height],
  services: [service],
  pipelines: [daily],
}

test('what a project leaves out is empty', () => {
  assert.deepEqual(defineProject({ name: 'surf' }), {
    kind: 'project',
    name: 'surf',
    settings: {},
    datasets: [],
    groups: [],
    views: [],
    models: [],
    forecasts: [],
    pipelines: [],
    services: [],
    sites: [],
    monitors: [],
    objectives: [],
    retraining: [],
    online: undefined,
    start: undefined,
  })
})

test('what a project defines is found by its name', () => {
  const project = defineProject(whole)
  assert.equal(getGroup(project, 'swells'), swells)
  assert.equal(getView(project, 'surf'), surf)
  assert.equal(getModel(project, 'surf-height'), height)
  assert.equal(getService(project, 'surf'), service)
  assert.equal(getPipeline(project, 'daily'), daily)
})

test('what a project has not is refused with the nearest name of its kind', () => {
  const project = defineProject(whole)
  const missing: readonly (readonly [() => unknown, string, string])[] = [
    [() => getGroup(project, 'swell'), 'features.groupNotFound', 'Did you mean "swells"?'],
    [() => getView(project, 'serf'), 'features.viewNotFound', 'Did you mean "surf"?'],
    [() => getModel(project, 'surf'), 'registry.modelNotFound', 'There is: surf-height.'],
    [() => getForecast(project, 'surf'), 'project.forecastNotFound', 'There is none.'],
    [() => getService(project, 'x-ray'), 'serving.serviceNotFound', 'There is: surf.'],
    [() => getPipeline(project, 'dayly'), 'project.pipelineNotFound', 'Did you mean "daily"?'],
    [() => getSite(project, 'surf'), 'project.siteNotFound', 'There is none.'],
  ]
  for (const [get, code, suggestion] of missing) {
    assert.throws(get, (error: Error & { code: string }) => {
      assert.equal(error.code, code)
      assert.ok(error.message.endsWith(suggestion), error.message)
      return true
    })
  }
})

test('a project has the groups of its models’ predictions beside its own', () => {
  assert.deepEqual(
    allGroups(defineProject(whole)).map(({ name }) => name),
    ['reports', 'swells', 'surf-height-predictions'],
  )
})

test('a view that only a model reads is one of the project, each once', () => {
  const project = defineProject({ ...whole, views: [] })
  assert.deepEqual(viewsOf(project), [surf])
  assert.deepEqual(viewsOf(defineProject(whole)), [surf])
  assert.equal(getView(project, 'surf'), surf)
})

test('a name is small letters, digits and hyphens', () => {
  for (const name of [
    '',
    'Surf',
    'surf height',
    'surf_height',
    '7surf',
    '-surf',
    'surf-',
    'a--b',
    '../a',
  ]) {
    assert.throws(() => defineProject({ name }), {
      code: 'project.notAName',
      message: `"${name}" can't be the name of a project.`,
    })
  }
  assert.equal(defineProject({ name: 'surf-2-height' }).name, 'surf-2-height')
  assert.throws(() => defineProject({ ...whole, groups: [reports, swells, group('Tides')] }), {
    code: 'project.notAName',
    message: '"Tides" can\'t be the name of a group.',
  })
})

test('two definitions of one kind cannot have one name', () => {
  const twice: readonly (readonly [string, Parameters<typeof defineProject>[0]])[] = [
    ['group "swells"', { ...whole, groups: [reports, swells, group('swells')] }],
    ['view "surf"', { ...whole, views: [surf, view('surf')] }],
    ['model "surf-height"', { ...whole, models: [height, model('surf-height', surf)] }],
    [
      'service "surf"',
      { ...whole, services: [service, defineService({ name: 'surf', model: height })] },
    ],
    [
      'pipeline "daily"',
      { ...whole, pipelines: [daily, definePipeline<ProjectPorts>({ name: 'daily', steps: [] })] },
    ],
  ]
  for (const [named, definition] of twice) {
    assert.throws(() => defineProject(definition), {
      code: 'project.nameTaken',
      message: `Project surf has two definitions of ${named}.`,
    })
  }
})

test('two views of one name are refused also where models bring them, as their versions would mix', () => {
  const other = model('surf-other', view('surf'))
  for (const views of [[surf], []]) {
    assert.throws(() => defineProject({ ...whole, views, models: [height, other] }), {
      code: 'project.nameTaken',
      message: 'Project surf has two definitions of view "surf".',
    })
  }
})

test('a group that a view reads must be listed, that of the labels too', () => {
  assert.throws(() => defineProject({ ...whole, groups: [reports] }), {
    code: 'project.groupNotListed',
    message: 'View surf reads group "swells", which project surf does not list.',
  })
  assert.throws(() => defineProject({ ...whole, views: [], groups: [swells] }), {
    code: 'project.groupNotListed',
    message: 'View surf reads group "reports", which project surf does not list.',
  })
})

test('a model that a service serves must be listed', () => {
  assert.throws(() => defineProject({ ...whole, models: [] }), {
    code: 'project.modelNotListed',
    message: 'Service surf serves model "surf-height", which project surf does not list.',
  })
})

test('a project does not change after it was defined', () => {
  const project = defineProject(whole)
  assert.throws(() => Object.assign(project, { name: 'other' }), TypeError)
})
