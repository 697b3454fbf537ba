import type { Bench } from './bench.ts'

/** Every benchmark by its name, loaded when it is run. */
export const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  'monitoring-alarms': async () => (await import('./monitoring-alarms.ts')).benchAlarms,
  boosting: async () => (await import('./boosting.ts')).benchBoosting,
  checks: async () => (await import('./checks.ts')).benchChecks,
  forest: async () => (await import('./forest.ts')).benchForest,
  help: async () => (await import('./help.ts')).benchHelp,
  knn: async () => (await import('./knn.ts')).benchKnn,
  linear: async () => (await import('./linear.ts')).benchLinear,
  online: async () => (await import('./online.ts')).benchOnline,
  'monitor-past': async () => (await import('./monitor-past.ts')).benchMonitorPast,
  'monitored-load': async () => (await import('./monitored-load.ts')).benchMonitoredLoad,
  monitoring: async () => (await import('./monitoring.ts')).benchMonitoring,
  'online-window': async () => (await import('./online-window.ts')).benchOnlineWindow,
  'point-in-time': async () => (await import('./point-in-time.ts')).benchPointInTime,
  load: async () => (await import('./load.ts')).benchLoad,
  pipelines: async () => (await import('./pipelines.ts')).benchPipelines,
  predict: async () => (await import('./predict.ts')).benchPredict,
  prediction: async () => (await import('./prediction.ts')).benchPrediction,
  profile: async () => (await import('./profile.ts')).benchProfile,
  'second-start': async () => (await import('./second-start.ts')).benchSecondStart,
  serving: async () => (await import('./serving.ts')).benchServing,
  shap: async () => (await import('./shap.ts')).benchShap,
  tracking: async () => (await import('./tracking.ts')).benchTracking,
  versions: async () => (await import('./versions.ts')).benchVersions,
}
