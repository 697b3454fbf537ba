export { siteErrors } from './errors.ts'
export type {
  CameTrue,
  DayHours,
  ForecastPage,
  ForecastPoint,
  LeadError,
  PageModel,
  Place,
  Report,
} from './forecast-page.ts'
export { renderProfile, type ProfilePage } from './profile/render-profile.ts'
export { renderForecastPage } from './render-forecast-page.ts'
