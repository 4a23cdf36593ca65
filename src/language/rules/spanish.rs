//! What is said in Spanish, by what it hints at; the basics stand with the rules.

use crate::language::{cue::Cues, table::Phrases};

pub(super) const PHRASES: Phrases = &[
    (
        Cues::Greeting,
        &[
            "(holaa|holi|holis|ola|buenas|buen dia)",
            "(muy)? buenos (dias|tardes)",
            "(muy)? buenas (tardes|noches|dias)?",
            "hola (que tal|buenas|buenos dias|buen dia|a todos|amigos|equipo)?",
            "(hay|esta) (alguien)? (ahi|aqui)",
            "hay alguien",
            "como (va|te va|le va|estan|esta)",
            "que (onda|hay|hubo)",
            "saludos",
            "(bienvenido|bienvenida|bienvenidos)",
            "(en que|como) (te|le|os|les)? (puedo|podemos) (ayudar|ayudarte|ayudarle|ayudaros)",
        ],
    ),
    (
        Cues::Thanks,
        &[
            "(mil|muchas|muchisimas|tantas) gracias",
            "(te|se|os|le|les) (lo)? agradezco",
            "agradezco (la|tu|su|mucho|toda)",
            "(muy|super)? agradecido",
            "agradecida",
        ],
    ),
    (Cues::Declines, &["no (por ahora|de momento|ya)? gracias", "gracias pero no"]),
    (Cues::InAdvance, &["desde ya", "por anticipado", "de ante mano"]),
    (
        Cues::Talk,
        &[
            "(hablar|hablo|hable|habl|chatear|contactar|comunicarme|comunicar|contactarme) (con)?",
            "(que)? me (atienda|atiendan|llame|llamen|hable|contacte|contacten)",
        ],
    ),
    (
        Cues::Wants,
        &[
            "(quiero|necesito|prefiero|deseo|quisiera|dame|deme|busco|exijo) (un|una|a|al|hablar|que)?",
            "(me)? (ponga|pongame|ponme|pasame|paseme|pase|pasa|comuniqueme|comunicame|conecteme|conectame|transfierame) (con)? (un|una|el|la|alguien)?",
            "(hay|no hay) (un|una|algun|alguna)",
        ],
    ),
    (
        Cues::Human,
        &[
            "(un|una)? (humana|humanos)",
            "(persona|alguien) (real|humana|humano|de verdad|de carne)",
            "(ser|agente|asistente|asesor|operador|atencion) (humano|humana)",
            "(agentes|asesora|asesores|operadora|teleoperador|supervisor|supervisora|ejecutivo|ejecutiva|representante)",
            "(persona|alguien) (por favor|porfa)",
        ],
    ),
    (
        Cues::Person,
        &[
            "(companero|companera|empleado|tecnico|gerente|comercial|especialista|responsable)",
            "(atencion|servicio) al cliente",
            "soporte (tecnico)?",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "(ponme|pongame|pongan|pasame|pasa|pase|paseme|comunicame|comuniqueme|conectame|conecteme|transfiereme|transfierame|transfieranme|derivame|deriveme) (me)? (con|a)",
            "(me)? (pasas|puedes pasar|puede pasar|pueden pasar|pones|pasan) (me)? (con|a) (un|una|alguien|el|la)",
        ],
    ),
    (Cues::AreYouHuman, &["(eres|es usted) (un|una)? (robot|bot|maquina|persona|humano|humana|real)"]),
    (
        Cues::Fallback,
        &[
            "no (te|le|lo|la|os|les)? (he|acabo|logro|logre|consigo|consegui|pude|puedo|termino) (de)? (captado|comprendido|entenderte|entenderle|entenderlo|comprenderte|entendido|entender|comprender)",
            "no (te|le|lo|me)? (queda|quedo|ha quedado|capto|capte|pillo|cache) (claro)?",
            "no (estoy|estamos) (seguro|segura) (de)? (que|haber|entender|como|lo)",
            "(perdona|perdon|disculpa|disculpe|lo siento)? no te (sigo|entiendo)",
            "(podrias|podria|puedes|puede|intenta|prueba|trata|pruebe|intente) (por favor)? (de|a|con)? (reformular|reformularla|reformularlo|repetir|repetirlo|reescribir|escribirlo|decirlo|explicarlo|preguntarlo|formular|formularlo|explicarmelo|otras palabras)",
            "(con|en|usando) (otras|diferentes|mas) palabras",
            "(decir|decirme|formular|formularlo|formularla|explicarlo|explicar|escribirlo|plantearlo|preguntar|explicarmelo|expresar) (eso|esto|tu pregunta|su pregunta|la pregunta)? de (otra|distinta|diferente) (forma|manera|modo)",
            "no (tengo|dispongo|encuentro|encontre|cuento|he encontrado|hay|hemos encontrado) (de|con)? (ninguna|una|esa|esta|suficiente|suficientes|mas)? (informacion|respuesta|datos|respuestas|resultados|articulo|nada)",
            "no (lo)? (se|sabria|sabemos) (responder|contestar|como|que|eso|decirte|decirle|la respuesta)",
            "(eso)? no lo se",
            "no me lo se",
            "no se nada (de|sobre)",
            "no (puedo|podemos|soy capaz|estoy capacitado|estoy capacitada|estoy preparado|estoy entrenado|se) (de|para)? (ayudar|ayudarte|ayudarle|ayudarles|responder|contestar|darte|resolver|atender) (con|en|eso|esa|a)?",
            "(solo|solamente|unicamente) (puedo|se|te puedo|le puedo|estoy) (ayudar|ayudarte|ayudarle|responder|contestar|responderte|atender|hablar|aqui)",
            "(esta|queda|cae|se sale|escapa|supera) (fuera)? (de|a)? (mi|mis|lo que) (alcance|conocimiento|conocimientos|capacidades|puedo|ambito)",
            "(fuera de|mas alla de) (mi|mis)",
            "(todavia|aun) (estoy aprendiendo|no se|no puedo|no entiendo|no he aprendido)",
            "(estoy|sigo) aprendiendo",
            "no (reconozco|reconoci|comprendo|proceso) (ese|esa|esta|este|tu|su|lo|la|el)?",
        ],
    ),
    (
        Cues::Excused,
        &[
            "(no)? (me)? (has|habeis|ha|han) entendido",
            "(tu|usted|ustedes|vosotros) no (me)? (entiendes|entiende|entienden|entendeis)",
            "si no (entiende|entiendes|entendiste|ha entendido)",
        ],
    ),
    (
        Cues::Passes,
        &[
            "(te|le|os|les|lo|la|se)? (lo|la)? (voy a|vamos a|estoy|estamos)? (pasar|pasando|transferir|transfiriendo|conectar|conectando|derivar|derivando|comunicar|comunicando|poner|poniendo|remitir|redirigir|redirigiendo|trasladar) (te|le|con|a|al|en|tu|su|la|el|esta|ahora)?",
            "(te|le|os|les|lo|la) (paso|conecto|pongo|derivo|transfiero|comunico|remito|redirijo|traslado|estoy pasando|dejo) (ahora|ya|en contacto)? (con|a|al|en)?",
            "(paso|traslado|derivo|transfiero|escalo|remito) (tu|su|esta|este|la|el|con|a)",
            "(pasandote|conectandote|transfiriendote|conectandole|transfiriendole|pasandole|derivandote)",
            "(he|hemos) (pasado|derivado|trasladado|transferido|escalado|enviado) (tu|su|el|la|esta|este)",
            "(seras|sera) (atendido|atendida|transferido|transferida|conectado|conectada)",
        ],
    ),
    (
        Cues::PersonWill,
        &[
            "(companero|companera|agente|asesor|asesora|persona|especialista|tecnico|operador|humano|colega|representante) (te|le|os|se|lo|va a|tomara|continuara|seguira|contestara|respondera) (va a|pondra|atendera|ayudara|contactara|atiende|respondera|contestara|hara|la|el|comunicara|escribira|unira|en|ahora|con)?",
            "alguien (de|del) (nuestro|mi|el)? (equipo|soporte) (te|le|se|va|os)",
            "(en)? (breve|seguida|enseguida) (te|le) (atiende|atendera|atienden) (un|una)?",
            "(nuestro|el|mi) equipo (te|le|se|os) (atendera|pondra|contactara|ayudara|respondera)",
        ],
    ),
    (
        Cues::Colleague,
        &[
            "(companeros|companeras|colega|colegas|especialistas|experto|expertos|departamento|tecnicos|humano|alguien)",
        ],
    ),
    (
        Cues::Offers,
        &[
            "(quieres|quiere|deseas|prefieres|prefiere|gustaria|queres) (que|hablar|te|le)?",
            "si (lo|te|le|quieres|quiere|deseas|prefieres|prefiere|necesitas|necesita|gustas)",
            "(te|le)? (puedo|podemos|podria|podrias|puedes|puede)",
        ],
    ),
    (Cues::Cannot, &["no (puedo|podemos|puede|es posible|hay)"]),
    (
        Cues::Request,
        &[
            "(necesitaria|quisiera|me gustaria|queria|querria|solicito|pido|porfa|porfavor|plis)",
            "(podeis|pueden|podrian|podriais|puedo)",
            "(mandame|mandeme|enviame|envieme|dime|digame|ayudame|ayudeme|cancela|cancelen|cancele)",
        ],
    ),
    (Cues::Negation, &["(tampoco|sin|ningun|ninguna|nadie|ni|apenas)"]),
    (Cues::Contrast, &["(sin embargo|aunque)"]),
    (
        Cues::Settled,
        &[
            "(ya)? (me)? (funciono|quedo resuelto|esta resuelto|esta solucionado|esta arreglado|lo encontre|lo solucione|lo arregle)",
            "(ahora|ya) (si)? (me)? (funciona|va|puedo|entra|sirve|anda)",
            "(era)? justo lo que (necesitaba|buscaba|queria)",
            "(me)? (ha|han|has) (servido|ayudado|sido de mucha ayuda|sido de gran ayuda)",
            "(todo|asunto|tema) (resuelto|solucionado|arreglado|aclarado|listo|perfecto)",
        ],
    ),
    (
        Cues::NotSettled,
        &[
            "(sigue|siguen|sigo) (sin|igual|fallando|roto|con el)",
            "no (lo|la)? (resuelve|resolvio|soluciona|soluciono|sirve|funciona|arregla|arreglo)",
            "(eso|esto) no (es|era|fue) (lo que|asi|correcto|cierto|lo)",
            "no (era|es) (eso|lo que) (lo que)? (pregunte|pedi|preguntaba|pido|dije|quiero|queria)?",
            "(no has|no me has|no me ha|no) (respondido|contestado|respondes|contestas)",
            "(inutil|no sirves|no sirve) (para nada|de nada)?",
        ],
    ),
    (
        Cues::Helped,
        &[
            "(te|le|os)? (ha|he|fue|resulto|sirvio|ayudo) (sido)? (util|ayudado|ayudarte|resuelto|de ayuda|servido)",
            "(he|hemos) (resuelto|respondido|contestado) (tu|su|a tu|a su)",
            "(pude|pudimos|pudo) (ayudarte|ayudarle|resolver)",
            "(ha quedado|quedo) (resuelta|resuelto|clara|claro) (tu|su)",
        ],
    ),
    (
        Cues::AnythingElse,
        &[
            "(hay|necesitas|necesita|deseas|desea|puedo ayudarte|puedo ayudarle|ayudarte|ayudarle) (en|con)? (algo|alguna) (mas|otra)",
            "(algo|nada) mas",
            "(otra|alguna otra) (cosa|consulta|duda|pregunta)",
        ],
    ),
    (
        Cues::Goodbye,
        &[
            "(que tengas un|que tengas una|que tengas buen|que tengas buena|que tengas muy|que tengas lindo|que tengas feliz|que tenga un|que tenga una|que tenga buen|que tenga buena|que tenga muy|que tenga lindo|que tenga feliz|que pases un|que pases una|que pases buen|que pases buena|que pases muy|que pases lindo|que pases feliz|que pase un|que pase una|que pase buen|que pase buena|que pase muy|que pase lindo|que pase feliz)",
            "(hasta pronto|hasta otra|hasta manana)",
            "(un placer|con gusto|chao|chau|nos vemos)",
        ],
    ),
    (
        Cues::Interrogative,
        &[
            "(que|cuanto|cuantos|cuantas|cuales|donde) (es|son|hay|cuesta|vale|tarda|puedo|pasa|significa|tengo|incluye|horario)",
            "(se puede|puedo|podria|es posible|tienen|teneis|tienes|aceptan|hacen)",
        ],
    ),
    (Cues::Yes, &["(claro|vale|correcto|exacto|por supuesto|dale|sip|afirmativo)"]),
    (Cues::No, &["(para nada|en absoluto|negativo|la verdad que no)"]),
    (Cues::Lead, &["(bueno|vale|entonces|perdon|perdona|disculpa|disculpe|oye|oiga|por favor|gracias)"]),
    (Cues::Done, &["(nada mas|solo eso|eso era todo|eso es)"]),
    (
        Cues::Greeting,
        &[
            "(ey|hey|hello|hi|epa|wenas|buenass|alo|estimados|estimado|estimada)",
            "(muy)? (buenas|buenos) (a todos|a todas|amigos|equipo|gente)",
            "(como|que tal) (estas|estan|esta usted|estais|todo|va todo|vamos|el dia|te va)",
            "(espero que)? (esten|este|estes) (muy)? bien",
            "(tengo|tenia|quiero hacer|queria hacer|una) (una)? (pregunta|duda|consulta) (rapida)?",
        ],
    ),
    (
        Cues::Thanks,
        &[
            "(muy amable|muy amables|se agradece|graciass|graciasss|grax|grcias|thanks|agradezco|agradecida|agradecidos|eternamente agradecido|gracias totales)",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "no (quiero|deseo|hablar|me)? (hablar|seguir|chatear)? (mas)? (con)? (un|una|este|el) (robot|bot|maquina|chatbot)",
            "(nada|basta) de (robots|bots|maquinas)",
            "(ayuda|asistencia) (de|por) (un|una) (persona|humano|agente|asesor)",
            "(hablar|hablo|comunico|contacto) con (alguien|una persona|un humano|un agente|un asesor|una asesora|una operadora|un operador|un encargado|un supervisor|atencion|soporte|ustedes)",
        ],
    ),
    (
        Cues::Fallback,
        &[
            "(no|tampoco) (entendi|entiendo|comprendi|comprendo|capto|pille|pillo|cacho) (bien|muy bien|del todo|lo que|tu|su|la|el|que)?",
            "(me)? (he|has) (perdido|liado)",
            "(esa|esta|tu|su) (pregunta|consulta|peticion) (se)? (me|escapa|sale|supera|excede)",
            "(excede|supera) (mis|mi|lo que)",
            "(no|aun no|todavia no) (me)? (han|he|fui) (ensenado|aprendido|entrenado|programado)",
            "(no estoy|no he sido|no fui) (programado|programada|disenado|disenada|entrenado|entrenada|autorizado)",
            "(puedes|puede|podrias|podria) (darme mas|ser mas|aclarar|aclararme|especificar|concretar)",
            "no (soy)? (el|la) (indicado|adecuado)",
        ],
    ),
    (
        Cues::Passes,
        &[
            "(atendera|atienda|atiende|atenderan|ayudara|respondera|tomara|retomara|continuara|seguira|unira|une|incorpora|incorporara|encargara|encarga|asistira|contestara|hara cargo|intervendra|atenderte|atenderle)",
            "(transferencia|conectando|transfiriendo|derivando|pasando|redirigiendo)",
            "(ha|han) sido (transferido|transferida|derivado|derivada|asignado|asignada|escalado|escalada)",
            "(voy a|vamos a) (buscar|llamar|avisar|pedir)",
        ],
    ),
];
