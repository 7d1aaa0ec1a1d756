/** Log-odds; made by bench/insights/train.ts of 322 labelled conversations. */
export const resolutionBias: number = 1.97
export const resolutionWeights = {
  they_wait: -2.25,
  they_wait_for_work: -0.57,
  promise_open: -3.34,
  offer_open: -3.08,
  offer_put_off: -1.64,
  visit_agreed: -0.85,
  we_asked_last: -3.06,
  we_said_done: 0.51,
  they_said_done: 0.55,
  they_closed: 0.67,
  talked_by_phone: -0.92,
  they_declined: 0.65,
  we_referred: 0.94,
  nothing_asked: 0.86,
  they_never_spoke: 0.16,
} as const
