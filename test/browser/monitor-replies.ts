import type {
  AlertReply,
  AlertSummaryReply,
  ColumnDriftReply,
  MonitorReply,
  MonitorRunReply,
  MonitorRunSummaryReply,
  MonitorSeriesReply,
  ObjectiveReply,
} from '../../src/api/index.ts'

/*
 * What a server would say of a monitor that has looked for 30 days: the model was right until the 20th,
 * when the petals grew; the alert about it is twelve hours old. Times are from `now` back.
 */
const dayMs = 86_400_000
const windowCount = 30
const drifted = 10

export interface MonitorReplies {
  readonly monitor: MonitorReply
  readonly runs: readonly MonitorRunSummaryReply[]
  readonly run: (id: string) => MonitorRunReply
  readonly series: MonitorSeriesReply
  readonly alerts: readonly AlertSummaryReply[]
  readonly alert: AlertReply
  readonly objective: ObjectiveReply
}

export function monitorReplies(now: Date): MonitorReplies {
  const at = (daysBack: number) => new Date(now.getTime() - daysBack * dayMs).toISOString()
  const windows = Array.from({ length: windowCount }, (_, place) => windowCount - 1 - place)
  const runs = windows.map((back) => summary(back, at))
  const run = (id: string) => {
    const own = runs.find((one) => one.id === id) ?? runs.at(-1)
    if (own === undefined) throw new Error('There is no run.')
    return fullRun(own, back(own.id))
  }
  const newest = run('')
  const alert = alertOf(at, windows)
  const series = seriesOf(at, windows)
  const monitor: MonitorReply = {
    name: 'iris-daily',
    description: 'Whether flowers are still told apart, and are as they were',
    watches: { kind: 'model', name: 'iris', of: ['inputs', 'predictions', 'outcomes'] },
    reference: 'what the champion was trained on',
    window: 'the last 30 days, each day',
    every: 'each day',
    slices: ['variety'],
    rules: [
      {
        rule: 'classAccuracy is at least 0.8',
        series: 'classAccuracy',
        severity: 'critical',
        lasting: null,
      },
      {
        rule: 'driftedShare is at most 0.3',
        series: 'driftedShare',
        severity: 'warning',
        lasting: '2d',
      },
      { rule: 'rowCount is at least 5', series: 'rowCount', severity: 'warning', lasting: null },
    ],
    tells: ['terminal'],
    state: 'critical',
    lastRun: runs.at(-1) ?? null,
    nextAt: at(-0.5),
    firingCount: 1,
    latest: newest,
    series: series.series.map((own) => ({ series: own.series, slices: [own.slice] })),
  }
  const over: AlertSummaryReply = {
    ...summaryOf(alert),
    id: 'alt_01earlier',
    rule: 'rowCount is at least 5',
    series: 'rowCount',
    severity: 'warning',
    state: 'recovered',
    badSince: at(24),
    firedAt: at(24),
    recoveredAt: at(22),
    lastSeenAt: at(23),
    found: '3',
    wanted: 'at least 5',
  }
  return {
    monitor,
    runs,
    run,
    series,
    alerts: [summaryOf(alert), over],
    alert,
    objective: objectiveOf(at),
  }
}

type At = (daysBack: number) => string

function back(id: string): number {
  return Number(id.slice('mrun_'.length))
}

function summary(daysBack: number, at: At): MonitorRunSummaryReply {
  const bad = daysBack < drifted
  return {
    id: `mrun_${daysBack}`,
    monitor: 'iris-daily',
    state: daysBack < 3 ? 'critical' : bad ? 'warning' : 'ok',
    since: at(daysBack + 30),
    until: at(daysBack),
    measuredAt: at(daysBack),
    reason: 'by schedule',
    rowCount: 30,
    problem: null,
    badCount: bad ? 1 : 0,
  }
}

/** From 0, as it was, to 1, where all petals have grown. */
function grown(daysBack: number): number {
  return Math.min(1, Math.max(0, (drifted - daysBack) / drifted))
}

function accuracy(daysBack: number): number {
  return 0.94 - 0.25 * grown(daysBack) + 0.01 * Math.sin(daysBack)
}

function fullRun(own: MonitorRunSummaryReply, daysBack: number): MonitorRunReply {
  const share = grown(daysBack)
  const columns = ['sepalLength', 'petalLength', 'petalWidth'].map((column) =>
    columnOf(column, column.startsWith('petal') ? share : 0),
  )
  const driftedShare = columns.filter((column) => column.drifted).length / columns.length
  const found = accuracy(daysBack)
  const wrong = Math.round(10 * (1 - found))
  return {
    ...own,
    values: [
      {
        series: 'classAccuracy',
        slice: '',
        value: found,
        lower: found - 0.08,
        upper: found + 0.05,
        count: 30,
      },
    ],
    verdicts: [
      {
        rule: 'classAccuracy is at least 0.8',
        series: 'classAccuracy',
        slice: '',
        state: found < 0.8 ? 'critical' : 'ok',
        found: found.toFixed(2),
        wanted: 'at least 0.8',
      },
      {
        rule: 'driftedShare is at most 0.3',
        series: 'driftedShare',
        slice: '',
        state: driftedShare > 0.3 ? 'warning' : 'ok',
        found: driftedShare.toFixed(2),
        wanted: 'at most 0.3',
      },
      {
        rule: 'rowCount is at least 5',
        series: 'rowCount',
        slice: '',
        state: 'ok',
        found: '30',
        wanted: 'at least 5',
      },
    ],
    drift: [
      {
        of: 'inputs',
        against: 'what the champion was trained on',
        mode: 'default',
        rowCounts: { reference: 168, current: 30 },
        columns,
        driftedShare,
        driftShareLimit: 0.3,
        drifted: driftedShare > 0.3,
        multivariate: [
          {
            method: 'reconstruction',
            score: driftedShare > 0.3 ? 1.9 : 1.1,
            lower: 0.8,
            upper: 1.4,
            drifted: driftedShare > 0.3,
          },
        ],
      },
    ],
    confusion: {
      classes: [0, 1, 2],
      counts: [
        [10, 0, 0],
        [0, 10 - wrong, wrong],
        [0, wrong, 10 - wrong],
      ],
    },
    notes: ['The outcomes of 1 row are not known yet.'],
  }
}

function columnOf(column: string, share: number): ColumnDriftReply {
  const reference = [0.3, 0.05, 0.15, 0.25, 0.2, 0.05, 0]
  const current = reference.map((own, place) => {
    const moved = reference[place - 1] ?? 0
    return own * (1 - share) + moved * share
  })
  const isDrifted = share > 0.4
  const petal = isDrifted ? `Larger than before: mean 4.9 instead of 3.8.` : 'As it was.'
  return {
    column,
    kind: 'number',
    state: 'measured',
    drifted: isDrifted,
    says: petal,
    test: 'Kolmogorov–Smirnov',
    score: isDrifted ? 0.0004 : 0.41,
    threshold: 0.05,
    pValue: isDrifted ? 0.0004 : 0.41,
    effect: { name: 'D', value: 0.3 * share, least: 0.05 },
    outsideShare: 0.1 * share,
    bins: { kind: 'number', edges: [1, 2, 3, 4, 5, 6, 7, 8], reference, current },
  }
}

function seriesOf(at: At, windows: readonly number[]): MonitorSeriesReply {
  const points = (value: (daysBack: number) => number | null, half: number) =>
    windows.map((daysBack) => {
      const own = value(daysBack)
      return {
        runId: `mrun_${daysBack}`,
        at: at(daysBack),
        value: own,
        lower: own === null || half === 0 ? null : own - half,
        upper: own === null || half === 0 ? null : own + half,
        count: 30,
      }
    })
  const limit = (
    rule: string,
    severity: 'warning' | 'critical',
    atMost: number | null,
    atLeast: number | null,
  ) => [{ rule, severity, atMost, atLeast }]
  return {
    series: [
      {
        series: 'classAccuracy',
        slice: '',
        limits: limit('classAccuracy is at least 0.8', 'critical', null, 0.8),
        // What is a week old at most has not come true yet.
        points: points((daysBack) => (daysBack < 1 ? null : accuracy(daysBack)), 0.06),
      },
      {
        series: 'estimated classAccuracy',
        slice: '',
        limits: [],
        points: points((daysBack) => accuracy(daysBack) + 0.01, 0.04),
      },
      {
        series: 'driftedShare',
        slice: '',
        limits: limit('driftedShare is at most 0.3', 'warning', 0.3, null),
        points: points((daysBack) => (grown(daysBack) > 0.4 ? 0.67 : 0), 0),
      },
      {
        series: 'drift of petalLength',
        slice: '',
        limits: [],
        points: points((daysBack) => 0.05 + 0.3 * grown(daysBack), 0),
      },
      {
        series: 'rowCount',
        slice: '',
        limits: limit('rowCount is at least 5', 'warning', null, 5),
        points: points((daysBack) => (daysBack > 21 && daysBack < 25 ? 3 : 30), 0),
      },
    ],
  }
}

function alertOf(at: At, windows: readonly number[]): AlertReply {
  return {
    id: 'alt_01newest',
    monitor: 'iris-daily',
    rule: 'classAccuracy is at least 0.8',
    series: 'classAccuracy',
    slice: '',
    severity: 'critical',
    state: 'firing',
    badSince: at(2.5),
    firedAt: at(2.5),
    recoveredAt: null,
    lastSeenAt: at(0),
    found: '0.71',
    wanted: 'at least 0.8',
    acknowledgedBy: null,
    silencedUntil: null,
    what: 'classAccuracy of iris has been below 0.8 for two days: 0.71 of 30 flowers.',
    runId: 'mrun_0',
    history: [{ at: at(2.5), what: 'It fires.', by: null }],
    points: windows.map((daysBack) => ({
      runId: `mrun_${daysBack}`,
      at: at(daysBack),
      value: accuracy(daysBack),
      lower: accuracy(daysBack) - 0.06,
      upper: accuracy(daysBack) + 0.05,
      count: 30,
    })),
    atMost: null,
    atLeast: 0.8,
    rows: [
      { flower: 20_778, petalLength: 6.1, predicted: 2, observed: 1 },
      { flower: 20_779, petalLength: 5.9, predicted: 2, observed: 1 },
    ],
    upstream: [
      {
        at: at(9),
        kind: 'commit',
        what: 'Commit 83 of flowers brought 1 row',
        address: '/features/groups/flowers',
      },
      {
        at: at(20),
        kind: 'alias',
        what: 'champion went to version 2',
        address: '/models/iris/versions/2',
      },
    ],
    next: [
      'See which columns drifted in its window.',
      'Train again on newer rows: `swell retrain iris`.',
    ],
    gate: "atLeast('classAccuracy', 0.8)",
    deliveries: [
      {
        id: 'dlv_1',
        channel: 'terminal',
        kind: 'fired',
        status: 'delivered',
        attemptCount: 1,
        lastProblem: null,
        createdAt: at(2.5),
      },
    ],
  }
}

function summaryOf(alert: AlertReply): AlertSummaryReply {
  const {
    what: _what,
    runId: _runId,
    history: _history,
    points: _points,
    atMost: _atMost,
    atLeast: _atLeast,
    rows: _rows,
    upstream: _upstream,
    next: _next,
    gate: _gate,
    deliveries: _deliveries,
    ...own
  } = alert
  return own
}

function objectiveOf(at: At): ObjectiveReply {
  return {
    name: 'iris-fast',
    description: null,
    service: 'iris',
    sentence: '99.9 % of requests are answered within 100 ms, over 30 d',
    target: 0.999,
    overMs: 30 * dayMs,
    requestCount: 12_000,
    goodShare: 0.9995,
    budgetLeft: 0.5,
    state: 'ok',
    burnRates: [],
    points: [{ at: at(0), goodShare: 0.9995, requestCount: 12_000 }],
  }
}
