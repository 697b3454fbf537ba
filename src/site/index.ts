export type { Drawing } from './drawing/drawing.ts'
export { layOut, type LayOutOptions, type NodeToDraw } from './drawing/lay-out.ts'
export { renderDrawing } from './drawing/render-drawing.ts'
export { stackDrawings } from './drawing/stack-drawings.ts'
export type {
  Decision,
  DecisionPage,
  Detail,
  FormField,
  WhatIfForm,
} from './decision/decision-page.ts'
export { renderDecisionPage } from './decision/render-decision-page.ts'
export { renderEvaluation } from './evaluation/render-evaluation.ts'
export { writeEvaluation } from './evaluation/write-evaluation.ts'
export type {
  CameTrue,
  ForecastPage,
  ForecastPoint,
  LeadError,
  PageModel,
  Place,
  Report,
} from './forecast-page.ts'
export { renderLoadReport } from './load/render-load-report.ts'
export type { MonitorReport } from './monitoring/monitor-report.ts'
export { renderMonitorReport } from './monitoring/render-monitor-report.ts'
export { writeMonitorReport } from './monitoring/write-monitor-report.ts'
export { renderProfile, type ProfilePage } from './profile/render-profile.ts'
export { renderForecastPage } from './render-forecast-page.ts'
export { renderSynthesis } from './synthesis/render-synthesis.ts'
