/** Log-odds; made by bench/insights/train.ts of 322 labelled conversations. */
export const resolutionBias: number = 1.27
export const resolutionWeights = {
  they_wait: 1.16,
  they_wait_for_work: -3.19,
  promise_open: -3.35,
  offer_open: -2.99,
  offer_put_off: -1.37,
  visit_agreed: -0.54,
  we_asked_last: -2.77,
  we_said_done: 0.69,
  they_said_done: 0.87,
  they_closed: 1.05,
  talked_by_phone: -0.54,
  they_declined: 0.87,
  we_referred: 1.15,
  nothing_asked: 0.72,
  they_never_spoke: 1,
} as const
