import { z } from 'zod'
import {
  compareRuns,
  planPipeline,
  type PlannedStep,
  type StepComparison,
} from '../../pipelines/index.ts'
import {
  allSettings,
  findProjectRoot,
  getPipeline,
  keepProfiles,
  loadProject,
  settingCombinations,
} from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { cliErrors } from '../errors.ts'
import { codeOptions, executePipeline } from '../execute-pipeline.ts'
import { describeOutcome, toPipelineOutcome, type PipelineOutcome } from '../pipeline-outcome.ts'
import { renderComparison } from '../render-comparison.ts'
import { renderTable } from '../render-table.ts'
import { parseRelease } from '../releases/parse-release.ts'
import { optionsBeside, runRelease, type ReleasedRun } from '../releases/run-release.ts'
import { renderTrials } from '../render-trials.ts'
import { runCombinations, type Sweep } from '../run-combinations.ts'
import type { Style } from '../style.ts'

const step = (description: string) =>
  z.string().optional().describe(description).meta({ value: '<step>' })

export const run = defineCommand({
  name: 'run',
  summary: 'Run a pipeline',
  description:
    'Steps whose inputs, settings and code are as in an earlier good run are skipped, with the reason. ' +
    'After a failure or a kill, run it again: it goes on from what is done. A setting with several values, ' +
    '`--set trees=100,300`, runs each, and compares what the steps measured.',
  example: [
    'swell run refresh',
    'swell run refresh --dry',
    'swell run refresh --from retrain-surf-height --force',
    'swell run refresh --profile',
    'swell run refresh --set trees=100,300 --set rate=0.05,0.1',
    'swell run https://git.example.org/rentals.git#1.0.1 --set delivery=new.csv',
  ],
  positionals: ['pipeline', 'ofRelease'],
  input: z.strictObject({
    pipeline: z.string().describe('Its name; or a released project, <git-url>#<tag>'),
    ofRelease: z
      .string()
      .optional()
      .describe('Which pipeline of the released project; its start when left out'),
    steps: z.array(z.string()).optional().describe('Only these steps').meta({ value: '<a,b>' }),
    from: step('This step and all that need it'),
    until: step('This step and all that it needs'),
    force: z.boolean().default(false).describe('Run steps although nothing has changed'),
    parallel: z.number().int().min(1).max(64).default(4).describe('How many steps at once'),
    dry: z.boolean().default(false).describe('Only say what would run, and why'),
    explain: z.boolean().default(false).describe('Say of each step why it ran or why not'),
    profile: z
      .boolean()
      .default(false)
      .describe('Note where the time and the memory go, for the dashboard; one step at a time'),
    twice: z
      .boolean()
      .default(false)
      .describe('Run it twice and name the first step that gives something else'),
  }),
  run: async (
    context,
    { pipeline: name, ofRelease, dry, explain, profile, twice, steps, from, until, ...given },
  ) => {
    const release = parseRelease(name, context.workingFolder)
    if (release !== undefined) {
      const options = optionsBeside(process.argv, [
        name,
        ...(ofRelease === undefined ? [] : [ofRelease]),
      ])
      const call = { pipeline: ofRelease, options }
      return { ...nothing, released: await runRelease(context, release, call) }
    }
    const sources = await context.settingSources()
    const settings = allSettings(await loadProject(findProjectRoot(context.folder)))
    const combinations = settingCombinations(settings, sources.assignments ?? [])
    const project = await context.open(combinations[0])
    const options = {
      ...given,
      reason: 'by hand',
      ...(profile ? { onProfile: keepProfiles(project) } : {}),
      ...(steps === undefined ? {} : { steps }),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    }
    if (combinations.length > 1) {
      if (dry || twice) throw cliErrors.oneCombination({ option: dry ? '--dry' : '--twice' })
      const wanted = { pipeline: name, sources, combinations, options }
      return { ...nothing, sweep: await runCombinations(context, project, wanted) }
    }
    if (dry) {
      const pipeline = getPipeline(project.definition, name)
      const how = { ...(await codeOptions(project)), ...options }
      return planned(await planPipeline(project, pipeline, how))
    }
    if (!twice) {
      const outcome = toPipelineOutcome(await executePipeline(context, project, name, options))
      return { ...nothing, outcome, explain, isProfiled: profile }
    }
    const often = { ...options, force: true, reason: 'to be compared' }
    const first = await executePipeline(context, project, name, often)
    const second = await executePipeline(context, project, name, often)
    const compared = compareRuns(first.steps, second.steps)
    return { ...nothing, outcome: toPipelineOutcome(second), explain, compared }
  },
  toData: ({ outcome, plan, compared, sweep, released }) => {
    if (released !== undefined) return parseReply(released)
    if (sweep !== undefined) return sweep
    if (plan !== undefined) return { plan }
    return compared === undefined ? outcome : { ...outcome, compared }
  },
  exitCode: ({ compared = [], sweep, released }) => {
    if (released !== undefined) return released.exitCode
    if (sweep?.trials.some(({ status }) => status !== 'succeeded') === true) return 7
    return compared.some(({ verdict }) => verdict === 'differs') ? 6 : 0
  },
  print: ({ outcome, plan, compared, explain, sweep, released, isProfiled }, { style }) => {
    if (released !== undefined) return released.stdout
    if (sweep !== undefined)
      return `${renderTrials(sweep.trials, style)}\n${style.dim(sweep.runId)}\n`
    if (plan !== undefined) return renderPlan(plan, style)
    if (outcome === undefined) return ''
    return [
      explain ? `${renderReasons(outcome, style)}\n` : '',
      compared === undefined ? '' : `${renderComparison(compared, style)}\n`,
      `${style.dim(describeOutcome(outcome))}\n`,
      isProfiled
        ? `${style.dim(`Where the time went: \`swell up\`, then /runs/${outcome.runId}/profile`)}\n`
        : '',
    ].join('')
  },
})

interface RunReport {
  readonly outcome: PipelineOutcome | undefined
  readonly plan: readonly PlannedStep[] | undefined
  readonly compared: readonly StepComparison[] | undefined
  readonly explain: boolean
  readonly isProfiled: boolean
  readonly sweep: Sweep | undefined
  readonly released: ReleasedRun | undefined
}

const nothing: RunReport = {
  outcome: undefined,
  plan: undefined,
  compared: undefined,
  explain: false,
  isProfiled: false,
  sweep: undefined,
  released: undefined,
}

/** With --json the released command has written JSON as well; a page is for people alone. */
function parseReply({ stdout }: ReleasedRun): unknown {
  try {
    return JSON.parse(stdout) as unknown
  } catch {
    return null
  }
}

function planned(plan: readonly PlannedStep[]): RunReport {
  return { ...nothing, plan }
}

function renderPlan(plan: readonly PlannedStep[], style: Style): string {
  const words = { run: 'runs', skip: 'is skipped', unsure: 'may run' } as const
  const columns = [
    { title: 'step', of: (each: PlannedStep) => each.name },
    { title: 'now', of: (each: PlannedStep) => words[each.action] },
    { title: 'why', of: (each: PlannedStep) => each.reason },
  ]
  return renderTable(plan, columns, { style, nothing: 'The pipeline has no steps.' })
}

function renderReasons({ steps }: PipelineOutcome, style: Style): string {
  type Row = (typeof steps)[number]
  const columns = [
    { title: 'step', of: (each: Row) => each.name },
    { title: 'then', of: (each: Row) => each.status },
    { title: 'why', of: (each: Row) => each.reason ?? '' },
  ]
  return renderTable(steps, columns, { style, nothing: 'The pipeline has no steps.' })
}
