import type { CommandEntry } from './command-entry.ts'

/** Of what runs by itself and is asked by others. */
export const serviceCommands: readonly CommandEntry[] = [
  {
    name: 'keys create',
    summary: 'Make a key with which a server may be asked',
    load: async () => (await import('./commands/keys-create.ts')).keysCreate,
  },
  {
    name: 'keys list',
    summary: 'List the keys with which a server may be asked',
    load: async () => (await import('./commands/keys-list.ts')).keysList,
  },
  {
    name: 'keys revoke',
    summary: 'End a key',
    load: async () => (await import('./commands/keys-revoke.ts')).keysRevoke,
  },
  {
    name: 'service list',
    summary: 'List the services and what they serve',
    load: async () => (await import('./commands/service-list.ts')).serviceList,
  },
  {
    name: 'service show',
    summary: 'Show a service: its versions, the models that have a part in it, its fields',
    load: async () => (await import('./commands/service-show.ts')).serviceShow,
  },
  {
    name: 'service load-test',
    summary: 'Send a service many requests, and measure its answers',
    load: async () => (await import('./commands/service-load-test.ts')).serviceLoadTest,
  },
  {
    name: 'service challenge',
    summary: 'Try a version beside the one that a service answers with',
    load: async () => (await import('./commands/service-challenge.ts')).serviceChallenge,
  },
  {
    name: 'service challenges',
    summary: 'Show the version that challenges the one that answers, and those before',
    load: async () => (await import('./commands/service-challenges.ts')).serviceChallenges,
  },
  {
    name: 'service challenge-advance',
    summary: 'Let the version that challenges go into its next stage without waiting',
    load: async () =>
      (await import('./commands/service-challenge-advance.ts')).serviceChallengeAdvance,
  },
  {
    name: 'service challenge-end',
    summary: 'End a challenge; the version of the alias answers all again',
    load: async () => (await import('./commands/service-challenge-end.ts')).serviceChallengeEnd,
  },
  {
    name: 'service client',
    summary: 'Write a typed client of a service',
    load: async () => (await import('./commands/service-client.ts')).serviceClient,
  },
  {
    name: 'service stream',
    summary: 'Answer rows that come by a stream',
    load: async () => (await import('./commands/service-stream.ts')).serviceStream,
  },
  {
    name: 'service outcomes',
    summary: 'Tell what came true of predictions',
    load: async () => (await import('./commands/service-outcomes.ts')).serviceOutcomes,
  },
  {
    name: 'schedule list',
    summary: 'List the schedules and when they are due',
    load: async () => (await import('./commands/schedule-list.ts')).scheduleList,
  },
  {
    name: 'schedule run',
    summary: 'Run what is due now, and end',
    load: async () => (await import('./commands/schedule-run.ts')).scheduleRun,
  },
  {
    name: 'schedule backfill',
    summary: 'Run a pipeline for each moment of its schedule in a range',
    load: async () => (await import('./commands/schedule-backfill.ts')).scheduleBackfill,
  },
  {
    name: 'schedule pause',
    summary: 'Keep a pipeline from running by itself',
    load: async () => (await import('./commands/schedule-pause.ts')).schedulePause,
  },
  {
    name: 'schedule resume',
    summary: 'Let a pipeline run by itself again',
    load: async () => (await import('./commands/schedule-resume.ts')).scheduleResume,
  },
  {
    name: 'schedule token',
    summary: 'Make a token with which a pipeline may be asked for over HTTP',
    load: async () => (await import('./commands/schedule-token.ts')).scheduleToken,
  },
  {
    name: 'settings show',
    summary: 'Show the settings in force, and where each came from',
    load: async () => (await import('./commands/settings-show.ts')).settingsShow,
  },
  {
    name: 'site build',
    summary: 'Write the static pages',
    load: async () => (await import('./commands/site-build.ts')).siteBuild,
  },
]
