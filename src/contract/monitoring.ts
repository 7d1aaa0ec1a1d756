import { z } from 'zod'
import { idShape, instantShape, pageOf, pageQueryShape } from './common.ts'
import { modelBudgetsShape } from './models.ts'
import { replyStandingShape } from './reply-figures.ts'

/** What can be not well: of the firm's work as a whole, of the machine, of one source, and of one mirror. */
export const alertTypes = [
  'performance',
  'error_rate',
  'memory',
  'timeout',
  'queue_backup',
  'disk_space',
  'discovery_stalled',
  'discovery_slow',
  'discovery_errors',
  'discovery_failures',
  'source_needs_person',
  'inconsistent',
  'mirror_unreachable',
  'mirror_stuck',
  'hook_off',
  'model_cost',
  'model_budget',
  'model_failing',
  'suggestions_failing',
  'suggestions_rejected',
  'backup_failed',
  'backup_overdue',
] as const
export type AlertType = (typeof alertTypes)[number]

/** From least to most. */
export const severities = ['low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

/** Something that is not well, from when until when. */
export const alertShape = z.object({
  alertId: idShape,
  alertType: z.enum(alertTypes),
  severity: z.enum(severities),
  message: z.string().describe('One sentence in English'),
  next: z.string().describe('What to do about it'),
  details: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .describe('Figures as they were last seen, such as value and threshold'),
  sourceId: idShape.nullable().describe('At which source; null when it is none’s'),
  mirrorId: idShape.nullable().describe('At which mirror; null when it is none’s'),
  status: z.enum(['active', 'resolved']),
  resolved: z.boolean(),
  beganAt: instantShape,
  resolvedAt: instantShape.nullable(),
  resolvedBy: z.string().nullable().describe('Who said so; null where it ended by itself'),
  note: z.string().nullable().describe('What they noted'),
  lasts: z.boolean().describe('It is still so, also where a person has resolved it'),
})
export type Alert = z.infer<typeof alertShape>

export const alertQuery = pageQueryShape.extend({
  status: z.enum(['active', 'resolved', 'all']).default('active'),
})
export const alertPage = z.object({
  alerts: z.array(alertShape).describe('Newest first'),
  next: z.string().nullable().describe('Cursor of the following page; null on the last'),
})
/** Why it is resolved. May be left out, which arrives as null. */
export const resolveAlertBody = z.object({ note: z.string().trim().min(1).max(500).optional() })

/** A figure that one of the firm's own programs reports. */
export const recordMetricBody = z.object({
  metricName: z
    .string()
    .trim()
    .regex(
      /^[\p{L}\p{N}_.:/ -]{1,100}$/u,
      'it has other characters than letters, digits, spaces and _ . : / -',
    ),
  value: z.number().min(-1e15).max(1e15),
  unit: z.string().trim().min(1).max(30).optional(),
  syncSessionId: idShape.optional().describe('The run it was measured in'),
  metadata: z
    .record(z.string().max(60), z.union([z.string().max(200), z.number(), z.boolean(), z.null()]))
    .refine((metadata) => Object.keys(metadata).length <= 20, 'it has more than twenty fields')
    .optional()
    .describe('Nothing of customers: it is kept in the clear'),
})
export type RecordMetric = z.infer<typeof recordMetricBody>
export const customMetricShape = z.object({
  id: idShape,
  metricName: z.string(),
  value: z.number(),
  unit: z.string().nullable(),
  syncSessionId: idShape.nullable(),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
  recordedAt: instantShape,
})
export type CustomMetric = z.infer<typeof customMetricShape>
export const customMetricQuery = pageQueryShape.extend({
  metricName: z.string().max(100).optional(),
  from: instantShape.optional(),
  to: instantShape.optional(),
})
export const customMetricPage = pageOf(customMetricShape).extend({
  summary: z
    .array(
      z.object({
        metricName: z.string(),
        unit: z.string().nullable(),
        count: z.number().int(),
        mean: z.number(),
        min: z.number(),
        max: z.number(),
        p50: z.number(),
        p95: z.number(),
        p99: z.number(),
      }),
    )
    .describe('Of all figures in that time, by name and unit; a hundred names at most'),
})

export const healthStates = ['healthy', 'degraded', 'unhealthy'] as const
export type HealthState = (typeof healthStates)[number]

export const healthChecks = ['database', 'google', 'queue', 'memory', 'disk'] as const
/** One thing looked at. */
export const healthCheckShape = z.object({
  name: z.enum(healthChecks),
  status: z
    .enum([...healthStates, 'unknown'])
    .describe('unknown: it was not looked at yet, or is not set up'),
  code: z.string().describe('What was found: answers, busy, low, not_set_up …'),
  values: z.record(z.string(), z.number()).describe('Figures of it, with their unit in their name'),
  checkedAt: instantShape,
})
export type HealthCheck = z.infer<typeof healthCheckShape>
export const healthReportShape = z.object({
  systemHealth: z
    .enum(healthStates)
    .describe('The worst of all checks; degraded as well while a grave alert is open'),
  checks: z.array(healthCheckShape),
})
export type HealthReport = z.infer<typeof healthReportShape>

/** Whether the program is to be started again, for who starts it. */
export const liveShape = z.object({ live: z.boolean() })
/** Whether it can be asked something. */
export const readyShape = z.object({ ready: z.boolean() })

const times = {
  meanMs: z.number().nullable(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
}
export const timesShape = z.object({ count: z.number(), ...times })
export type Times = z.infer<typeof timesShape>

export const dashboardQuery = z.object({ window: z.enum(['hour', 'day']).default('hour') })
export const dashboardShape = z.object({
  systemHealth: z.enum(healthStates),
  activeSync: z.number().int().describe('Runs at work'),
  activeAlerts: z.number().int(),
  throughput: z.number().describe('Messages stored a second, over the last five minutes'),
  averageProcessingTime: z.number().nullable().describe('Milliseconds for a message, over the window'),
  errorRate: z.number().describe('Of messages and requests in the window, percent that failed'),
  memoryUsage: z
    .number()
    .nullable()
    .describe('What the program itself holds, MiB; the largest of its processes'),
  queueDepth: z.number().int().describe('Runs, messages and replies that wait'),
  timestamp: instantShape,
  window: z.object({ from: instantShape, to: instantShape, stepSeconds: z.number().int() }),
  processing: timesShape.describe('Milliseconds for a message through all its stages that were measured'),
  stages: z.array(timesShape.extend({ stage: z.string(), failed: z.number() })),
  requests: timesShape.extend({ failed: z.number() }),
  queries: timesShape.describe('Of the whole installation'),
  memory: z.object({
    usedMb: z.number().nullable(),
    residentMb: z.number().nullable(),
    thresholdMb: z.number(),
  }),
  queue: z.object({
    runsQueued: z.number().int(),
    runsRunning: z.number().int(),
    messagesToUnderstand: z.number().int().describe('10,000 stands for as many or more'),
    repliesWaiting: z.number().int().describe('Replies that are to be sent'),
  }),
  pool: z.object({ used: z.number().int(), idle: z.number().int(), waiting: z.number().int() }),
  sources: z.array(
    z.object({
      sourceId: idShape,
      channel: z.string(),
      state: z.enum(['active', 'paused', 'broken']),
      lagSeconds: z.number().nullable().describe('Since it was last asked to its end'),
      newestSeconds: z.number().nullable().describe('Since something new last came'),
      lastRunAt: instantShape.nullable(),
      discoveryDurationMs: z.number().nullable().describe('Mean of a look in the window'),
      consecutiveFailures: z.number().int(),
      errorRate: z.number().describe('Of its looks in the window, percent that failed'),
    }),
  ),
  models: modelBudgetsShape.describe('What language models cost today and this month, of what they may'),
  replies: replyStandingShape.describe('How the firm answers, over the last seven days of its clock'),
  totals: z.object({
    messages: z.number().int().describe('Ever brought in by runs'),
    customersCreated: z.number().int(),
    conversationsCreated: z.number().int(),
  }),
  series: z
    .array(
      z.object({
        at: instantShape,
        messages: z.number(),
        meanMs: z.number().nullable(),
        errorRate: z.number(),
        requests: z.number(),
      }),
    )
    .describe('The window in steps, oldest first; a step in which nothing was done is left out'),
  mail: z
    .object({ set: z.boolean(), recipients: z.number().int(), unproved: z.number().int() })
    .describe('Who is mailed of grave alerts: owners and managers who have proved their address'),
})
export type Dashboard = z.infer<typeof dashboardShape>
