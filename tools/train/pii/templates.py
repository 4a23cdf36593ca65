"""Sentences with names and addresses in them, as people write them to a support chat, filled at random."""

import random

import sources

PEOPLE = """my name is {P}|My name is {P} and I have a question about my order|hi, i'm {F}|Hi, I'm {P} from {O}|I am {P}, we spoke yesterday
i am {P}|this is {P}|This is {F} from {C}|it's {F} again|{P} here|{F} here, any news?|Hello, {P} here.|You can call me {F}|call me {F}
please ask for {P}|ask {F} at the front desk|Can I speak to {P}?|I'd like to talk to {F}|Is {F} available today?|could you put me through to {P}
I spoke to {F} on Monday|i talked to {P} last week and nothing happened|{F} told me it would be free|{P} said the refund was on its way
your colleague {F} promised a callback|your agent {F} was very helpful|Thanks {F}!|thanks {F}, you're great|Thank you, {F}.|thank you so much {F}
Hi {F},|Hi {F}, I checked your order.|Hello {F}, how can I help?|Dear {P},|Dear {T} {L},|Dear {T} {L}, thank you for your message.|Good morning {F}
Hey {F}! I'm {F}, happy to help.|Hi {F}, this is {F} from support|Hello {T} {L}, your parcel left today|Nice to meet you, {F}.|Welcome back, {F}!
Best regards,\n{P}|Kind regards\n{P}\n{O}|Regards, {P}|Cheers, {F}|Thanks,\n{F}|Sincerely,\n{P}|best, {F}|Many thanks\n{P}|xx {F}|- {F}|Yours faithfully, {P}
my husband {F} placed the order|my wife {F} ordered it|it's for my son {F}|my daughter {P} has the account|my colleague {P} can't log in|my boss {F} needs it
the account is under {P}|The booking is under {L}|reservation for {L}, 4 people|the name on the card is {P}|name on the account: {P}|Cardholder: {P}
Name: {P}|name {P}|Full name: {P}|Passenger: {P}|first name {F}, last name {L}|First name: {F}\nLast name: {L}|Surname: {L}|Customer: {P}|Contact: {P}
Name: {P}\nPhone: 0301234567|{P}, {C}|To: {P}|Attn: {P}|Attn {P}, {O}|signed for by {P}|the parcel was signed by {L}|who is {P}?|Who's {F}?
the invoice should go to {P} instead of {P}|please change the name from {P} to {P}|Please add {P} as a user|remove {P} from the team please|invite {F} too
{F} and {F} both have access|{F}, {F} and {P} are on the plan|{T} {L} flew to {C} on Saturday|{T} {L} is waiting for an answer|{T} {P} called you
I am {T} {L}'s assistant|{F}'s account is locked|{P}'s order is late|{L}'s invoice is wrong|please cancel {F}'s ticket|what is {P}'s extension?
the ticket was issued to {P} on 12 May|deliver it to {P} at reception|leave it with my neighbour {L}|my neighbour {T} {L} took it|{P} ordered a chair
Please find {P}'s details attached|user {P} cannot sign in|assigned to {P}|agent: {F}|You are now chatting with {F}|{F} joined the chat|{P} has left the conversation
is that you {F}?|ok {F}|great, {F}|sorry {F}, one more thing|no {F}, I meant the other one|right {F} so what now|{F} please hurry|{F} are you there?|{F}?
i want to complain about {P}|The driver {F} was rude|our trainer {F} is lovely|{P} from {O} recommended you|I work with {P} at {O}|{P}, manager of {O}
{P} lives at {A}|ship it to {P}, {A}|{P}\n{A}|Deliver to:\n{P}\n{A}|{P}\n{O}\n{A}|Billing address: {P}, {A}|bill to {P}\n{A}\nthanks
ich heiße {P}|Mein Name ist {P}|mein name ist {P}, ich habe eine frage|Hier ist {P}|Ich bin {F}|Guten Tag Herr {L}|Sehr geehrte Frau {L}|Hallo {F},|Hallo Frau {L}
Frau {L} hat mich zurückgerufen|Herr {L} aus dem Service war nett|meine Frau {F} hat bestellt|mein Mann {F} hat das Paket|Viele Grüße\n{P}|Grüße, {F}|LG {F}
Mit freundlichen Grüßen\n{P}|das Konto läuft auf {P}|Bitte an {P} liefern|mein Kollege {P} kommt nicht rein|Liebe Grüße {F}|Danke {F}!|Rechnung an {P}, {A}
je m'appelle {P}|Je suis {P}|Bonjour, c'est {P}|Madame {L} m'a appelé|Monsieur {L} attend|Cordialement,\n{P}|Merci {F}|Mon nom est {P}|au nom de {P}
me llamo {P}|Mi nombre es {P}|Hola, soy {P}|soy {F}|Gracias {F}|Saludos,\n{P}|la cuenta está a nombre de {P}|mi chiamo {P}|Sono {P}|Ciao {F}|Grazie {F}
ik ben {P}|Mijn naam is {P}|Groeten, {F}|jeg hedder {P}|jag heter {P}|chamo-me {P}|meu nome é {P}
have you heard {P}'s new song?|I saw {P} on TV yesterday|{P} is 34 years old and lives in {C}|{P} was born in {C}|{F} is {N} years old|The winner is {P}
{P} wrote a review about {O}|{P} said: it was great|according to {P} the office is closed|Patient: {P}, ward 4|Guest name {P}, room 12|seat for {P}
{P} ({O}) asked for a quote|cc {P}|met {F} at the fair in {C}|{F} {L} <{F}@example.org>|{L}, {F}|{P} / {O}|How do I change {F}'s PIN?
{F} asked {F} whether it works|"It is late," said {F}.|{F}: hello?\n{F}: yes, who is this?|{F}: are you there|{L} and his team won|a novel by {P}|not written by {P}
the film with {P} in the lead|{L} plays the doctor|{P} has been with {O} since May|{P} works for {O} in {C}|{F} is so kind|Why does {F} always call?|Have you met {P}?
We visited {F} and {F} in {C}|he went with {L} to {C}|{P}'s trial begins today|{T} {L} and {T} {L} were there|an interview with {P}, author of the book|{L} was born in {C}
{P}\n{O}\n{C}|{P}\nconsultant\n{O}\n{A}|{O}\n{P}\n{A}\n{C}|> {P}\n> {O}\n> {A}|   {P}\n   {A}|{F} gave {F} the keys|{F} laughed at {F}|{F} lives on {S}|{P} resides at {A}
from: {P}|sent by {P} via email|per {P}|{F} and I|me and {F}|booked under {L}|it's under {L}|could {F} or {F} call me back|thank you {F}|call {F} on 0171 1234567|text {F} please
could you send {F} the bill?|the driver, {F}, was lovely|{F} is my boss|we're {F} and {P}|I go by {F}|i'm {F}|i'm {F}, i ordered two lamps|im {F}|its {F}|delivered to {F}'s house|{L} here
{F} from accounts|{F} from {O} here|the card says {P}|You're welcome {F} :)|bien à vous {F}|Cordiali saluti\n{P}|Groetjes, {F}|Un saludo, {F}|Hälsningar {P}|Mvh {F}""".replace("\n", "|").split("|")
PEOPLE = [line.replace("\\n", "\n") for line in PEOPLE]

PLACES = """i live at {A}|I live at {S}|My address is {A}|my new address is {A}|Address: {A}|address {S}|please deliver to {A}|ship it to {S}, {C}|send it to {A} instead
we moved to {A} last week|we moved from {S} to {S}|My billing address is {A}.|update my address to {A}|Delivery address: {A}|Our office is at {S}|the shop at {S} is closed
is there a branch near {S}?|the store on {S} in {C}|pick up at {S}|It's {A}, second floor|Bring it to {S} please|the parcel went to {S}, not {S}|wrong house, I'm at {S}
{A}|{S}|{O}, {A}|{O}\n{A}|Shipping to {A} ok?|How long to {A}?|Please send a technician to {S}|the meter at {S}|my flat is {S}|I'm at {S} right now, where is the driver?
Ich wohne in der {S}|Meine Adresse ist {A}|Lieferadresse: {A}|bitte an {A} schicken|umgezogen nach {A}|Adresse: {A}|Wir sind in der {S}|neue anschrift {A}
j'habite au {S}|Mon adresse est {A}|Livrez au {A} svp|vivo en {S}|mi dirección es {A}|abito in {S}|il mio indirizzo è {A}|ik woon op {S}|jag bor på {S}
what's the cost of living near {S}?|A storm hit {A}|contract for {A}|the lease for {S}|Your order will be delivered to {A}.|Is {A} still your address?|we have {S} on file
The address of {O} is {A}|the address for {O} is {S}|call us at {O}, {A}|pickup from {A} at 5 pm|taxi from {S} to {S}|Please change address from {A} to {A}|meet me at {S}""".replace("\n", "|").split("|")
PLACES = [line.replace("\\n", "\n") for line in PLACES]

OTHERS = """I ordered from {O}|do you ship to {C}?|How do you compare to {G}?|we use {G} and {G}|switching from {G} to you|my {G} stopped working|Is {G} compatible with {G}?
order 4471 from {C}|flight from {C} to {C}|I live in {C}|we are based in {C}, {C}|I'm in {C} this week|Greetings from {C}|does it work in {C}|{C} office hours
{O} is our bank|invoice to {O}|I work for {O}|{O} has a contract with you|please bill {O}|the {G} app crashes|My {G} is Broken|upgrade to {G} Pro|{G} 12 vs {G} 11
Monday or Tuesday works|in March or April|the Pro plan|Order Number 5521|Thanks Team|Hi Support|Hello There|Dear Customer Service|Dear Sir or Madam|Good Morning
What Is The Return Policy|I Want My Money Back|Please Help Me|WHERE IS MY ORDER|THIS IS UNACCEPTABLE|Refund Please|Track My Parcel|Talk To A Human|Cancel Subscription
Please visit {C} store|open in {C} on Sunday?|VAT id for {O}|The {O} invoice 3321|{G} charger 65 W|{G} size 42|2 x {G}|3 {G} for 20 EUR|{G} 500 ml|iPhone 15 and {G}
Bestellung aus {C}|wir sitzen in {C}|Die Lieferung nach {C}|Guten Morgen|Vielen Dank Team|Wann kommt die Rechnung|Mein Paket ist weg|Ich habe das Produkt {G} gekauft
{G} is sold out|Black or Blue {G}|the {C} flight|Visa or Mastercard|PayPal does not work|Christmas delivery|I can't find the {G} page|Is the {G} Plan monthly?
room 212 at {O}|gate 14 in {C}|platform 3|bus 42 to {C}|train 1120 from {C}|{N} people from {C}|{N} boxes of {G}|version {N} of {G}|{N} items left
the price rose {N} percent|{O} shares fell|{O} is a design agency in {C}|The {O} orchestra plays|{O} built the tool|Our partner {O} moved to {C}|My contract started on 1 January 2020|on 12 March 2024|due 3 May|{N} May works
since January 2019|between April and June|april is fine|I am German|I am Spanish|This is Ridiculous|My Name Badge is missing|talk to Sales please|Hi {G}|Hey {G}|Route 66 theme party|21 Jump Street isn't available to stream
The American {G}|{C} was fun to visit|I travel to {C} next week|the {O} lawsuit|He is {C}'s best player|ask Billing|Ask Support|The Border Police|Guest WiFi works|{C} is lovely|in {C}, {C} and {C}|The {O} card was declined|{O} and {O} merged|I saw your ad on {G}|I read about {O} in the news""".replace("\n", "|").split("|")

GOODS = """Trello Asana Slack Zoom Notion Figma Jira Shopify Magento Stripe Adyen Klarna Android Windows Chrome Safari Firefox Edge
Galaxy Pixel Kindle Echo Alexa Sonos Roomba Dyson Nespresso Philips Bosch Miele Braun Adidas Nike Puma Zara Lego Nintendo Switch PlayStation
Xbox Office Excel Outlook Teams Gmail Photoshop Spotify Netflix Larkmobile BrightDesk Notewell Taskgrove Jotbase Fernway Deskhub Lumio Trackly
Norrpower Aurora Nimbus Vertex Solstice Pulse Orbit Atlas Comet Falcon Zephyr Helix Quanta Polaris Summit Beacon Ember Drift Canvas""".split()
ORG_HEADS = """Bright Blue North Summit Green Silver River Stone Global United First National Pacific Harbor Central Allied Prime Apex Delta Nova
Metro City Royal Golden Eagle Pioneer Liberty Crown Star Cedar""".split()
ORG_TAILS = """Inc Ltd LLC GmbH Group Bank Insurance Technologies Solutions Systems Airlines Foods Energy Media Labs Partners Telecom Logistics
Software Studio Dental Clinic Hotel Motors Store""".split()
TITLES = ["Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Ms.", "Dr.", "Dr", "Prof.", "Herr", "Frau", "Miss"]


class Filler:
    def __init__(self, seed):
        self.random = random.Random(seed)
        first, last = sources.census()
        self.census = [w.capitalize() for w in first], [w.capitalize() for w in last]
        names = sources.faker_names(), sources.mimesis_names()
        self.locales = []
        for firsts, lasts in names:
            for locale in firsts:
                a = [v for v in firsts[locale] if len(v) > 1 and v[0].isupper()]
                b = [v for v in lasts.get(locale, []) if len(v) > 1 and v[0].isupper()]
                if len(a) > 20 and len(b) > 20:
                    self.locales.append((a, b))
        self.places = [p for p in sources.places() if p[0].isupper() and len(p) < 24]
        self.streets = [(locale, names, suffixes) for locale, (names, suffixes) in sources.streets().items() if len(names) > 20]

    def pick(self, values):
        return self.random.choice(values)

    def person(self):
        r = self.random
        first, last = self.census if r.random() < 0.4 else self.pick(self.locales)
        # The census is ordered: draw the common ones more often.
        def draw(values):
            return values[int(len(values) * r.random() ** 2)] if values is self.census[0] or values is self.census[1] else self.pick(values)
        return draw(first), draw(last)

    def full(self):
        r = self.random
        first, last = self.person()
        kind = r.random()
        if kind < 0.66:
            return f"{first} {last}"
        if kind < 0.76:
            return f"{first} {self.pick('ABCDEFGHJKLMNPRSTW')}{self.pick(['.', '', '.'])} {last}"
        if kind < 0.82:
            return f"{first} {last}-{self.person()[1]}"
        if kind < 0.88:
            return f"{first} {self.person()[0]} {last}"
        if kind < 0.92:
            return f"{first[0]}. {last}"
        if kind < 0.95:
            return f"{first} {self.pick(['van', 'von', 'de', 'de la', 'van der', 'al', 'el', 'da', 'bin'])} {last}"
        return first

    def street(self):
        r = self.random
        locale, names, suffixes = self.pick(self.streets)
        name = self.pick(names) if r.random() < 0.8 else self.person()[1]
        suffix = self.pick(suffixes) if suffixes and r.random() < 0.9 else ""
        number = str(r.choice([r.randint(1, 99), r.randint(1, 300), r.randint(100, 9999), r.randint(1000, 99999)]))
        if r.random() < 0.15:
            number += self.pick(["a", "b", "A", "B", "/2", "-14", " c"])
        glued = locale.startswith(("de", "nl", "sv", "da", "no")) and suffix
        full = name if glued and r.random() < 0.6 else f"{name} {suffix}".strip()
        if r.random() < 0.25:
            kind = self.pick(["Street", "St", "St.", "Road", "Rd", "Avenue", "Ave", "Lane", "Drive", "Dr", "Court", "Way", "Blvd", "Place", "Close", "Terrace", "Square"])
            words = self.pick([self.person()[1], self.pick(["Oak", "Maple", "Cedar", "Elm", "Park", "Mill", "Church", "Station", "High", "Hill", "Lake", "King", "Queen", "Sunset", "River", "North Main", "W 5th", "Old Mill", "Green", "Birch"])])
            full = f"{words} {kind}"
            place = f"{number} {full}"
        elif r.random() < 0.2:
            lead = self.pick(["rue", "Rue", "avenue", "via", "Via", "Calle", "calle", "Avenida", "Rua", "Piazza", "ul.", "Plaza", "boulevard"])
            particle = self.pick(["", "", "de ", "du ", "de la ", "della ", "del ", "dos "])
            full = f"{lead} {particle}{self.pick([self.person()[1], name])}"
            place = self.pick([f"{full} {number}", f"{full}, {number}", f"{number} {full}", f"{number}, {full}"])
        else:
            first = locale.startswith(("en", "fr")) or r.random() < 0.25
            place = f"{number} {full}" if first else f"{full} {number}"
        if r.random() < 0.06:
            place = self.pick(["P.O. Box", "PO Box", "Postfach", "P.O.Box"]) + f" {r.randint(10, 99999)}"
        # Numbers before and behind, as made-up addresses have them.
        if r.random() < 0.08 and not place[0].isdigit():
            place = f"{r.randint(1, 99999)} {place}"
        if r.random() < 0.2:
            joint = self.pick([", ", " ", "\n", ",\n"])
            place += joint + self.pick(["Apt. {}", "Apt {}", "Suite {}", "Unit {}", "Flat {}", "apt {}", "#{}"]).format(self.pick([str(r.randint(1, 999)), "4B", "C", "12a"]))
        return place

    def address(self):
        r = self.random
        code = self.pick([str(r.randint(10000, 99999)), str(r.randint(1000, 9999)), f"{self.pick('ABELMNSW')}{r.randint(1, 19)} {r.randint(1, 9)}{self.pick('ABDEFGH')}{self.pick('JLNPQRST')}", f"{r.randint(100, 999)} {r.randint(10, 99)}"])
        town = self.pick(self.places)
        joint = self.pick([", ", ", ", ", ", "\n", " ", ",\n", "\n ", "\n   ", "\n> "])
        kind = r.random()
        tail = f"{code} {town}" if kind < 0.35 else f"{town} {code}" if kind < 0.6 else f"{town}, {self.pick(['CA', 'TX', 'NY', 'IL', 'WA', 'ON', 'CO'])} {code}" if kind < 0.75 else town
        if r.random() < 0.2:
            tail += joint + self.pick(self.places) + self.pick(["", "", f" {r.randint(1000, 99999)}"])
        return self.street() + joint + tail

    def company(self):
        r = self.random
        kind = r.random()
        if kind < 0.4:
            return f"{self.pick(ORG_HEADS)} {self.pick(ORG_TAILS)}"
        if kind < 0.6:
            return f"{self.person()[1]} {self.pick(ORG_TAILS)}"
        if kind < 0.7:
            return f"{self.person()[1]} & {self.person()[1]}" + self.pick(["", " LLP", " GmbH"])
        if kind < 0.82:
            return f"{self.person()[1]}, {self.person()[1]} and {self.person()[1]}"
        return self.pick(GOODS) + self.pick(["", "", " Inc", " Ltd"])

    def fill(self, template):
        """The text and its spans."""
        out, spans, rest = "", [], template
        while "{" in rest:
            before, _, after = rest.partition("{")
            slot, rest = after[0], after[2:]
            out += before
            if slot == "F":
                value, kind = self.person()[0], "PERSON"
            elif slot == "L":
                value, kind = self.person()[1], "PERSON"
            elif slot == "P":
                value, kind = self.full(), "PERSON"
            elif slot == "A":
                value, kind = self.address(), "ADDRESS"
            elif slot == "S":
                value, kind = self.street(), "ADDRESS"
            else:
                kind = None
                value = {"C": lambda: self.pick(self.places), "O": self.company, "G": lambda: self.pick(GOODS),
                         "T": lambda: self.pick(TITLES), "N": lambda: str(self.random.randint(1, 999))}[slot]()
            if kind:
                spans.append((len(out), len(out) + len(value), kind))
            out += value
        return out + rest, spans

    def noisy(self, text, spans):
        r = self.random.random()
        if r < 0.27:
            low = text.lower()
            return (low, spans) if len(low) == len(text) else (text, spans)
        if r < 0.30:
            up = text.upper()
            return (up, spans) if len(up) == len(text) else (text, spans)
        if r < 0.36 and spans:
            # A sentence before and behind.
            lead = self.pick(["Hi! ", "Hello, ", "ok so ", "Sorry to bother you. ", "Question: ", "One more thing. ", "Hi there, ", "Please help. "])
            return lead + text, [(a + len(lead), b + len(lead), k) for a, b, k in spans]
        if r < 0.46:
            tail = self.pick([" please", ". Thanks!", ", can you check?", " asap", ". What now?", " and it still fails", "!", "?", ".", " :)", ", order 55812"])
            return text + tail, spans
        return text, spans

    def sentences(self, count):
        for _ in range(count):
            kind = self.random.random()
            pool = PEOPLE if kind < 0.56 else PLACES if kind < 0.8 else OTHERS
            yield self.noisy(*self.fill(self.pick(pool)))
