/** Another process was quicker, or what was to be indexed has changed meanwhile: nothing was written, look again. */
export class Overtaken extends Error {
  constructor() {
    super('What was to be indexed has changed meanwhile.')
  }
}
