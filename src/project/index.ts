export { checkStep } from './check-step.ts'
export { commandStep } from './command-step.ts'
export { readProjectCode } from './project-code.ts'
export { allSettings } from './all-settings.ts'
export { settingsIn } from './settings-in.ts'
export { projectErrors } from './errors.ts'
export { examineVersion, promoteExamined, readCardText } from './examine-version.ts'
export {
  allGroups,
  findDataset,
  getForecast,
  getGroup,
  getModel,
  getTrainable,
  getPipeline,
  getService,
  getSite,
  getView,
  getMonitor,
} from './find-definition.ts'
export { predictMoments, predictMomentShares } from './predict-moments.ts'
export { predictRowsStep, type PredictedRows } from './predict-rows-step.ts'
export { approveProposed, getRetraining, retrainingDeps, type Approval } from './retraining-deps.ts'
export { retrainStep } from './retrain-step.ts'
export { announceServing, isServedNow, servingClaim } from './served-now.ts'
export { diagnose, type DiagnoseOptions } from './diagnose/diagnose.ts'
export { summarizeGroups } from './diagnose/measure-groups.ts'
export { listMissed, measureDisk, measureMemory, readClock } from './diagnose/measure-machine.ts'
export { readScores } from './diagnose/read-scores.ts'
export { projectHappenings } from './happenings.ts'
export {
  alertRowsApart,
  lookApart,
  passMonitorsOn,
  replyOfMonitors,
  type MonitorReply,
} from './ask-monitors.ts'
export type { MonitorQuestion } from './monitor-messages.ts'
export { keepMonitoring } from './monitor-apart.ts'
export { mostOfProcessor } from './most-of-processor.ts'
export { checkScope, judgeDataset } from './judge-dataset.ts'
export { judgeApart, reportApart } from './judge-apart.ts'
export { keepProfiles, profileNames, type KeptProfile } from './keep-profiles.ts'
export { leakStep } from './leak-step.ts'
export { configName, findProjectRoot, loadProject } from './load-project.ts'
export { openProject, type OpenedProject } from './opened-project.ts'
export { findPackageAsset, packageVersion, readTokens } from './package-asset.ts'
export { parseSetting } from './parse-setting.ts'
export { planResume } from './plan-resume.ts'
export type { ProjectPorts } from './project-ports.ts'
export { defineProject, trainablesOf, viewsOf, type Project } from './project-definition.ts'
export { listPresets, readSettingsFiles } from './read-settings-files.ts'
export {
  resolveSettings,
  traceSettings,
  variableOf,
  type SettingSources,
  type TracedSetting,
} from './resolve-settings.ts'
export { settingsOfRun } from './settings-of-run.ts'
export { writeSettings } from './write-settings.ts'
export { settingCombinations } from './setting-combinations.ts'
export { trackingDoor } from './tracking-door.ts'
export {
  defineDecisionSite,
  defineSite,
  type DecisionSite,
  type ForecastSite,
  type PicturedDecision,
  type Site,
} from './site-definition.ts'
export { scoreStep } from './score-step.ts'
export { forecastStep, tellForecast, trainForecastStep } from './forecast-steps.ts'
export {
  defineStep,
  freezeStep,
  loadStep,
  predictStep,
  promoteStep,
  trainStep,
  type LoadedGroup,
  type Predicted,
  type TrainedVersion,
  type Tuned,
} from './steps.ts'
export { track, trackingFolder } from './track.ts'
export { watchRun } from './watch-run.ts'
