import type { Text } from './en.ts'
import type { providerInEnglish } from './en-provider.ts'

/** Words for signing in by the firm's own OpenID provider, and for setting one, in Polish. */
export const providerInPolish: Record<keyof typeof providerInEnglish, Text> = {
  'signIn.firm.ask': 'Zaloguj się kontem firmowym',
  'signIn.firm.email': 'Twój firmowy adres e-mail',
  'signIn.firm.email.hint': 'Po nim poznamy, gdzie firma ma konta, i tam Cię zaprowadzimy.',
  'signIn.firm.name': 'Albo krótka nazwa firmy',
  'signIn.firm.name.hint': 'Właściciel firmy znajdzie ją w ustawieniach, na stronie „Logowanie”.',
  'signIn.firm.submit': 'Przejdź do logowania firmy',
  'signIn.firm.busy': 'Przechodzimy…',
  'error.sign_in_refused': 'Logowanie kontem firmowym się nie udało.',
  'error.sign_in_refused.next':
    'Zacznij od nowa. Jeśli to się powtarza, zaloguj się hasłem albo zapytaj właściciela firmy.',

  'nav.signIn': 'Logowanie',
  'provider.title': 'Logowanie',
  'provider.lead':
    'Można logować się kontami, które ludzie mają od firmy: Google Workspace, Okta, Keycloak albo u innego dostawcy OpenID Connect. Hasła działają obok tego jak dotąd.',
  'provider.now': 'Teraz',
  'provider.now.none': 'Nie ma dostawcy logowania. Loguje się hasłem albo linkiem.',
  'provider.now.set': 'Można się logować przez {issuer}. Ustawiono: {day}.',
  'provider.now.name': 'Kogo nie da się znaleźć po adresie, podaje przy logowaniu krótką nazwę firmy: {name}',
  'provider.test': 'Sprawdź',
  'provider.test.good':
    'Dostawca odpowiada. Czy przyjmie identyfikator i sekret klienta, okaże się przy logowaniu: wypróbuj je w oknie prywatnym.',
  'provider.silent': 'Pod adresem {issuer} nie odpowiada dostawca OpenID o tej nazwie.',
  'provider.silent.next':
    'Porównaj go znak po znaku z tym, jak dostawca nazywa swojego wydawcę (issuer). Wspólnego dla wszystkich, jak „common” u Microsoftu, nie przyjmujemy: podaj adres własnej firmy.',
  'provider.there': 'U dostawcy',
  'provider.there.lead':
    'Utwórz tam klienta: „aplikację internetową” z przepływem authorization code i zakresami openid, email i profile. Zapyta o ten adres, by tu odsyłać przeglądarki.',
  'provider.callback': 'Adres zwrotny (callback)',
  'provider.here': 'Tutaj',
  'provider.here.lead':
    'Dostawca musi ręczyć za adresy e-mail. Po nim nie pytamy o nasz drugi składnik: wymagaj go u dostawcy.',
  'provider.issuer': 'Wydawca (issuer)',
  'provider.issuer.hint': 'Jak dostawca sam się nazywa: https://accounts.google.com',
  'provider.clientId': 'Identyfikator klienta',
  'provider.clientId.hint': 'Jak dostawca nazywa Plumbline.',
  'provider.secret': 'Sekret klienta',
  'provider.secret.hint': 'Przechowujemy go zapieczętowany i nikomu już nie pokazujemy.',
  'provider.secret.kept': 'Jeden już mamy. Zostaw puste, a nie zmieni się.',
  'provider.domains': 'Domeny e-mail',
  'provider.domains.hint':
    'Za czyje adresy dostawca może ręczyć; kilka oddziel przecinkami: harbor.example, harborhvac.example',
  'provider.domains.wrong': '„{domain}” to nie domena, jak na przykład harbor.example.',
  'provider.newcomers': 'Kto jest tu nowy',
  'provider.newcomers.none': 'Wejdzie tylko z zaproszeniem',
  'provider.newcomers.none.for': 'Kto już tu pracuje, wejdzie i tak.',
  'provider.newcomers.role': 'Dołącza jako: {role}',
  'provider.save': 'Sprawdź i zapisz',
  'provider.saved': 'Zapisano: dostawca odpowiada.',
  'provider.change.title': 'Ustawić innego dostawcę?',
  'provider.change.lead': 'Każdy, kto zalogował się przez poprzedniego, zostanie wylogowany, oprócz Ciebie.',
  'provider.remove': 'Usuń dostawcę',
  'provider.remove.title': 'Usunąć dostawcę?',
  'provider.remove.lead':
    'Każdy, kto się przez niego zalogował, zostanie wylogowany, oprócz Ciebie. Odtąd potrzebne będzie hasło albo link.',
  'provider.removed': 'Dostawca jest usunięty.',
}
