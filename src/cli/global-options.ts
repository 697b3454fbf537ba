/** Options that every command takes. */
export interface GlobalOptions {
  readonly project: string | undefined
  readonly json: boolean
  readonly set: readonly string[]
  readonly env: string | undefined
  readonly preset: readonly string[]
  readonly verbose: boolean
  readonly log: string | undefined
  readonly help: boolean
  readonly version: boolean
}

export interface GlobalOption {
  readonly name: keyof GlobalOptions
  readonly short?: string
  /** What its value is called; absent for a switch. */
  readonly value?: string
  readonly about: string
}

export const globalOptions: readonly GlobalOption[] = [
  {
    name: 'project',
    value: '<folder>',
    about: 'The project; otherwise the one around this folder',
  },
  {
    name: 'set',
    value: '<name=value>',
    about: 'Set one of the project’s settings; may be repeated',
  },
  {
    name: 'env',
    value: '<name>',
    about: 'The environment: its settings, its variables, its state',
  },
  {
    name: 'preset',
    value: '<name>',
    about: 'Take the settings of settings/presets/<name>.yaml; may be repeated',
  },
  { name: 'json', about: 'Print JSON for programs' },
  { name: 'verbose', about: 'Say more on the way' },
  {
    name: 'log',
    value: '<levels>',
    about: 'From which level on lines are told: debug, or pipelines=debug,schedules=info',
  },
  { name: 'help', short: 'h', about: 'Show this' },
  { name: 'version', about: 'Show the version' },
]
