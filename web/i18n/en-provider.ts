import type { Text } from './en.ts'

/** Words for signing in by the firm's own OpenID provider, and for setting one, in English. */
export const providerInEnglish = {
  'signIn.firm.ask': 'Sign in with my firm’s account',
  'signIn.firm.email': 'Your e-mail address at the firm',
  'signIn.firm.email.hint': 'By it we find where your firm’s accounts are, and lead you there.',
  'signIn.firm.name': 'Or the firm’s short name',
  'signIn.firm.name.hint': 'An owner of the firm finds it in the settings, under “Sign-in”.',
  'signIn.firm.submit': 'Go on to my firm’s sign-in',
  'signIn.firm.busy': 'Leading you there…',
  'error.sign_in_refused': 'The sign-in with your firm’s account did not work.',
  'error.sign_in_refused.next':
    'Begin again; if it stays, sign in with a password or ask an owner of the firm.',

  'nav.signIn': 'Sign-in',
  'provider.title': 'Sign-in',
  'provider.lead':
    'People can sign in with the accounts they have from the firm: of Google Workspace, Okta, Keycloak or any other OpenID Connect provider. Passwords go on working beside it.',
  'provider.now': 'Now',
  'provider.now.none': 'No provider is set. People sign in with a password or a link.',
  'provider.now.set': 'People can sign in by {issuer}. Set: {day}.',
  'provider.now.name':
    'Whoever is not found by their address gives the firm’s short name at signing in: {name}',
  'provider.test': 'Test it',
  'provider.test.good':
    'The provider answers. Whether it takes client id and secret shows at a sign-in: try one in a private window.',
  'provider.silent': 'At {issuer} there is no OpenID provider that answers by this name.',
  'provider.silent.next':
    'Compare it, letter by letter, with what the provider calls its issuer. One for everybody, such as Microsoft’s “common”, is not taken: give that of your own firm there.',
  'provider.there': 'At the provider',
  'provider.there.lead':
    'Make a client there: a “web application” with the authorization code flow and the scopes openid, email and profile. It asks for this address, to lead people back to.',
  'provider.callback': 'Callback address',
  'provider.here': 'Here',
  'provider.here.lead':
    'The provider must vouch for people’s addresses. Our second factor is not asked for after it: ask for one there.',
  'provider.issuer': 'Issuer',
  'provider.issuer.hint': 'What the provider calls itself: https://accounts.google.com',
  'provider.clientId': 'Client ID',
  'provider.clientId.hint': 'What the provider calls Plumbline.',
  'provider.secret': 'Client secret',
  'provider.secret.hint': 'It is stored sealed, and shown to nobody again.',
  'provider.secret.kept': 'One is kept. Leave this empty, and it stays.',
  'provider.domains': 'E-mail domains',
  'provider.domains.hint':
    'Whose addresses the provider may vouch for, with commas between: harbor.example, harborhvac.example',
  'provider.domains.wrong': '“{domain}” is not a domain such as harbor.example.',
  'provider.newcomers': 'Who is new',
  'provider.newcomers.none': 'Comes in only when invited',
  'provider.newcomers.none.for': 'Who works here already comes in anyway.',
  'provider.newcomers.role': 'Joins as: {role}',
  'provider.save': 'Look it up and save',
  'provider.saved': 'Saved: the provider answers.',
  'provider.change.title': 'Set another provider?',
  'provider.change.lead': 'Whoever signed in by the one before is signed out, except for you.',
  'provider.remove': 'Remove the provider',
  'provider.remove.title': 'Remove the provider?',
  'provider.remove.lead':
    'Whoever signed in by it is signed out, except for you. From then on they need a password or a link.',
  'provider.removed': 'The provider is removed.',
} as const satisfies Record<string, Text>
