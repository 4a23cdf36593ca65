//! What is said in Portuguese, of Portugal and of Brazil, by what it hints at.

use crate::language::{cue::Cues, table::Phrases};

pub(super) const PHRASES: Phrases = &[
    (
        Cues::Greeting,
        &[
            "(ola|oi|oie|oii|opa|oiee|eae|alo)",
            "(bom|boa) (dia|tarde|noite)",
            "(oi|ola) (tudo)? (bem|bom|boa tarde|bom dia|boa noite|pessoal|gente|a todos|equipe|equipa)?",
            "(tudo|td) (bem|bom|certo|joia|bem com voce|bem com voces)",
            "(tem|ha|esta) (alguem|alguem ai|alguem aqui|ai)",
            "(alguem) (ai|aqui|por ai)",
            "como (vai|vao|esta|estas|voce esta)",
            "(bem)? (vindo|vinda|vindos)",
            "(como|em que) (posso|podemos) (te|lhe|o)? (ajudar|ajuda lo|ajuda la|ser util) (hoje)?",
        ],
    ),
    (
        Cues::Thanks,
        &[
            "(obrigado|obrigada|obrigados|obg|obgd|brigado|brigada|vlw|valeu|agradecido|agradecida|grato|grata)",
            "(muito|muitissimo) (obrigado|obrigada)",
            "(eu)? agradeco",
            "(te|lhe|lhes) agradeco",
        ],
    ),
    (
        Cues::Declines,
        &[
            "(nao|n) (muito)? (obrigado|obrigada|obg)",
            "(obrigado|obrigada) mas nao",
            "nao por (agora|enquanto) (obrigado|obrigada)",
        ],
    ),
    (Cues::InAdvance, &["(desde ja|antecipadamente|de antemao)"]),
    (Cues::Sarcasm, &["(obrigado|obrigada|valeu|grato) por (nada|nenhuma|coisa)"]),
    (
        Cues::Talk,
        &[
            "(falar|falo|conversar|converso|fala|falasse) (com|a|directamente|diretamente)?",
            "(contactar|contatar)",
            "(que)? (alguem)? me (ligue|liguem|atenda|atendam|ligasse|contacte|contate)",
            "ser (atendido|atendida|contactado|transferido)",
            "(atendimento)",
        ],
    ),
    (
        Cues::Wants,
        &[
            "(quero|queria|preciso|gostaria|prefiro|exijo|desejo|preferia) (de|que|um|uma|falar|ser)? (um|uma)?",
            "(me)? (passa|passe|passem|chama|chame|transfere|transfira|da|de) (para|pra|com|a)? (um|uma|o|alguem)?",
            "(tem|ha) (um|uma|algum|alguma)",
        ],
    ),
    (
        Cues::Human,
        &[
            "(humano|humana|humanos|ser humano)",
            "(pessoa|atendente|alguem|gente|assistente) (real|de verdade|humana|humano|a serio|de carne)",
            "(atendente|atendentes|operador|operadora|assistente humano|agente|gerente|supervisor|supervisora|representante|consultor|consultora|responsavel)",
            "(uma)? pessoa",
        ],
    ),
    (
        Cues::Person,
        &[
            "(alguem|colega|tecnico|especialista|vendedor|funcionario|comercial)",
            "(atendimento|apoio|suporte|servico|sac) (ao|de)? (cliente|clientes|tecnico)?",
            "(vossa|a vossa|sua) equip",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "(me)? (passe|passa|passem|transfira|transfere|transfiram|transferem|conecte|conecta|ligue|liguem|encaminhe|coloca|coloque|ponha) (me)? (para|pra|a|ao|com|em contato|em contacto) (um|uma|o|a|alguem|com)?",
            "(pode|podem|podes|poderia|podia|consegue) (me)? (passar|transferir|ligar|por|encaminhar|colocar) (me)? (para|pra|a|ao|com|em)",
        ],
    ),
    (Cues::AreYouHuman, &["(voce e|tu es|es|e) (um|uma)? (robo|robot|bot|maquina|humano|humana|pessoa)"]),
    (
        Cues::Fallback,
        &[
            "(nao|n) (te|o|a|lhe|consegui|consigo|estou|fui|tenho|pude|sou|foi|me)? (capaz|certeza|a|bem|de|possivel|se)? (entendi|entender|compreendi|compreender|percebi|perceber|perceber|captei|entendendo|compreendo|entendo|percebo|identificar|interpretar)",
            "nao (tenho|estou|temos) (a)? (certeza|certo|certa|seguro|segura) (de|se|do|que|sobre)",
            "(pode|podes|poderia|podia|tente|tenta|consegue|experimente|importa se|podem|poderias) (por favor|de|por gentileza)? (reformular|repetir|reescrever|explicar|perguntar|dizer|formular|escrever|dizer isso|ser mais) (isso|isto|a|de|com|sua|por|tua)?",
            "(reformule|reformula|reformular|reformulem|refraseie)",
            "(com|em|por|usando|de) (outras palavras|palavras diferentes|forma diferente|outra forma|outra maneira|outro modo)",
            "nao (tenho|disponho|encontrei|encontro|possuo|achei|localizei|temos|consegui encontrar|ha) (de)? (nenhuma|uma|essa|esta|informacao|informacoes|resposta|respostas|dados|nada|qualquer|resultados|suficiente) (informacao|resposta)?",
            "(nao|n) (sei|saberia|sabemos) (responder|como|o que|isso|dizer|nada|te|lhe|a resposta|informar|essa)?",
            "(essa|isso|isto|esta) (eu|ai)? (nao|n) sei",
            "nao (posso|consigo|podemos|sou capaz|estou apto|estou habilitado|fui treinado|estou preparado|sei) (de|para|a)? (ajudar|ajuda lo|ajuda la|te ajudar|lhe ajudar|responder|atender|auxiliar|resolver|lhe)",
            "(so|apenas|somente) (posso|consigo|sei|estou|sou capaz) (de)? (ajudar|responder|te ajudar|auxiliar|tratar|falar|ajuda lo|aqui)",
            "(esta|fica|e|vai|foge|ultrapassa) (fora|alem|do|ao|as|das)? (do|da|das|dos)? (meu|minha|minhas|meus|que) (alcance|conhecimento|capacidade|capacidades|competencias|competencia|ambito|escopo|posso)",
            "(ainda|continuo) (estou)? (aprendendo|a aprender)",
            "ainda nao (sei|aprendi|consigo|entendo|fui)",
        ],
    ),
    (
        Cues::Excused,
        &[
            "(voce|voces|tu|senhor) nao (me)? (entendeu|entende|entenderam|percebeu|compreendeu|entendes|percebeste)",
            "se nao (entendeu|percebeu|compreendeu)",
        ],
    ),
    (
        Cues::Passes,
        &[
            "(vou|vamos|estou|estamos|irei)? (a|te|lhe|o)? (transferindo|transferir|passar|passando|encaminhar|encaminhando|conectar|conectando|direcionar|direcionando|ligar|colocar|chamar|chamando|reencaminhar|escalar|transferi lo|transferi la) (te|lo|la|o|a|voce|para|pra|com|ao|sua|seu|esta|em|lhe)? (a|o|para|pra|com|um|uma|contato|contacto)?",
            "(transfiro|passo|encaminho|conecto|ligo|direciono|reencaminho|coloco|transferimos|encaminhamos|passamos) (te|o|a|voce|lo|la|para|agora|ja|ao|sua|seu|lhe)?",
            "(foi|sera|esta sendo|ja foi|seras) (transferido|transferida|encaminhado|encaminhada|passado|direcionado|direcionada|escalado|atendido)",
            "(encaminhei|transferi|passei|repassei) (o|a|sua|seu|para|tua|teu|esta)",
            "(te|lhe|o|a) (transfiro|passo|encaminho|conecto|ligo|coloco|deixo)",
        ],
    ),
    (
        Cues::PersonWill,
        &[
            "(atendente|colega|agente|especialista|pessoa|operador|operadora|consultor|tecnico|humano|assistente|analista) (vai|ira|te|lhe|ja|entrara|assumira|humano vai|continuara|o|a) (te|atender|falar|ajudar|responder|assumir|entrar|continuar|contactar|atende|atendera|ajudara|respondera|contactara|em|vai|lo|vem|dar|lhe|tratar|contata|contato|a|o|segue)?",
            "(alguem|um membro) (da|do) (nossa|nosso)? (equipe|equipa|time|suporte) (vai|ira|entrara|te|lhe)",
            "(nossa|a nossa|nosso) (equipe|equipa|time) (vai|ira|entrara|te|lhe) (atender|entrar|ajudar|responder|contactar|em)",
        ],
    ),
    (Cues::Opinion, &["(sugestao|sugestoes|comentario|comentarios|elogio|opiniao)"]),
    (
        Cues::Colleague,
        &["(colegas|equipe|equipa|time|setor|especialistas|suporte|humano|departamento|atendimento)"],
    ),
    (
        Cues::Offers,
        &[
            "(quer|queres|deseja|desejas|prefere|preferes|gostaria|gostarias|querem) (que|falar|de|ser)?",
            "se (quiser|quiseres|desejar|preferir|precisar|quer|preferires)",
            "(posso|podemos|poderia|pode|podes|devo)",
            "caso (queira|deseje|prefira|precise)",
        ],
    ),
    (Cues::Cannot, &["(nao|n) (posso|podemos|pode|consigo|e possivel|da|da para|ha)"]),
    (
        Cues::Request,
        &[
            "(por favor|pfv|pf|porfavor|por gentileza)",
            "(preciso|quero|queria|gostaria|gostava|necessito|solicito|peco)",
            "(podem|pode|podes|poderia|poderiam|podia|podiam|consegue|conseguem)",
            "(me)? (manda|mande|mandem|envie|enviem|diga|digam|ajude|ajudem|ajuda|cancele|cancelem|envia)",
        ],
    ),
    (Cues::Negation, &["(nao|nem|nenhum|nenhuma|ninguem|jamais|sem|quando|assim que)"]),
    (Cues::Contrast, &["(mas|porem|contudo|entretanto|infelizmente|so que|no entanto)"]),
    (
        Cues::Settled,
        &[
            "(agora|ja|finalmente|tudo) (sim)? (funciona|funcionou|deu certo|consegui|esta a funcionar|esta a funcionando|esta a resolvido|esta funcionar|esta funcionando|esta resolvido|resolvido|certo agora)",
            "(funcionou|deu certo|resolveu|deu tudo certo)",
            "(voltou|esta) a (funcionar|funcionando)",
            "(problema|tudo|questao|assunto) (foi|esta|ficou)? (resolvido|solucionado|esclarecido|resolvida)",
            "(resolvido|solucionado)",
            "(era)? (exatamente|exactamente|mesmo|justamente)? (isso|o) (mesmo)? (que)? (eu)? (precisava|queria|procurava|buscava)",
            "(me)? (ajudou|ajudaram|ajudaste) (muito|bastante|imenso|demais|me)?",
            "(consegui|encontrei|achei) (aqui|obrigado|obrigada|resolver|valeu|ja)",
        ],
    ),
    (
        Cues::Done,
        &["(e|era) (so|tudo|apenas) (isso|isto)?", "(so isso|so isto|mais nada|por enquanto e so|e tudo)"],
    ),
    (
        Cues::NotSettled,
        &[
            "(nao|n) (me)? (funciona|funcionou|ajudou|ajuda|resolve|resolveu|adianta|adiantou|serve|serviu|deu certo|deu|mudou)",
            "(continua|continuo|continuam|ainda) (sem|nao|na mesma|o mesmo|igual|com o|a nao|dando|avariado|quebrado)",
            "(nao|n) (e|era|foi) (isso|isto|o que|bem|assim|verdade|correto|nada) (que|isso|disso)? (eu)? (perguntei|pedi|queria|disse|quero)?",
            "(inutil|nao serve para nada|nao serves para nada|nao presta|nao ajuda em nada)",
            "(nao|n) (respondeu|responde|respondes|respondeste|respondem)",
        ],
    ),
    (Cues::Yes, &["(sim|claro|isso|com certeza|certo|exato|exatamente|pode ser|ta bom|ta|simm|ss)"]),
    (Cues::No, &["(nao|na verdade nao|de jeito nenhum|nem por isso|infelizmente nao|ainda nao)"]),
    (
        Cues::Helped,
        &[
            "(consegui|pude|conseguimos) (te|lhe|o)? (ajudar|ajuda lo|responder|esclarecer|resolver)",
            "(isso|isto|esta resposta|a resposta|essa resposta) (te|lhe|o)? (ajudou|foi util|respondeu|resolveu|esclareceu|ajuda)",
            "(respondi|resolvi|resolvemos|ajudei) (a|o|sua|seu|tua|teu)",
            "(foi|ficou) (util|esclarecida|esclarecido|resolvido|clara)",
        ],
    ),
    (
        Cues::AnythingElse,
        &[
            "(algo|alguma|mais alguma) (mais|coisa|outra|duvida|questao)",
            "mais (alguma|algo|nada|qualquer) (coisa|duvida|questao)?",
            "(posso|podemos) (ajudar|ajuda lo|te ajudar|ajudar te) (em|com)? (mais|algo|outra)",
            "(outra|alguma outra) (coisa|duvida|pergunta|questao)",
        ],
    ),
    (
        Cues::Goodbye,
        &[
            "(tchau|adeus|ate logo|ate breve|ate mais|ate ja|ate amanha|de nada|disponha|nao tem de que|por nada|as ordens)",
            "(tenha|tenham|tem) (um|uma) (otimo|otima|bom|boa|excelente|lindo)",
            "(foi um prazer|bom fim de semana|uma boa)",
        ],
    ),
    (Cues::Survey, &["(avaliar|avalia|avalie|avaliacao|nota|satisfeito|satisfeita|classificar|classifica)"]),
    (
        Cues::Asks,
        &[
            "(me)? (informe|informa|diga|diz|indique|indica|envie|envia|forneca|confirme|digite) (me)? (o|a|por|seu|sua|qual|os)",
            "(preciso|precisamos|necessito) (do|da|de|que|saber) (seu|sua|teu|tua|numero|mais|alguns)?",
            "(pode|podes|poderia|podia) (me)? (informar|dizer|indicar|enviar|confirmar|fornecer) (me)?",
        ],
    ),
    (
        Cues::Interrogative,
        &[
            "quando (chega|posso|vai|e|sera|volta|abre|vao|recebo)",
            "(onde|como|por que|porque|porque e que|quanto|quantos|quantas|quanta|qual|quais|quem|cade|aonde)",
            "(o que|que) (e|fazer|faco|significa|acontece|inclui|preciso|devo|horas|posso|houve)",
            "(e possivel|da para|da pra|posso|tem como|voces tem|voces fazem|voces entregam|voces aceitam|tem|aceitam|entregam|fazem)",
            "sera que",
        ],
    ),
    (
        Cues::Lead,
        &[
            "(entao|bom|bem|certo|ok|desculpe|desculpa|desculpem|olhe|olha|mas|e|ta|obrigado|obrigada|por favor)",
        ],
    ),
    (
        Cues::Greeting,
        &[
            "(hey|hi|hello|oii|oiii|olaa|salve|bomdia|boatarde|prezados|caros)",
            "(ola|oi|bom dia|boa tarde|boa noite) (ola|oi|amigo|amigos|time|bot|prezados|tudo|a voces|caros|minha gente)",
            "(tudo|td) (bem|bom|ok|tranquilo|certinho|bem contigo|bem com voce|em ordem)?",
            "(espero que)? (estejam|esteja) bem",
            "(tenho|tinha|estou com|queria tirar) (so|apenas)? uma (duvida|pergunta|questao|perguntinha) (rapida)?",
            "(uma)? (duvida|pergunta|perguntinha)",
        ],
    ),
    (
        Cues::Thanks,
        &[
            "(obrigadaa|obrigadoo|obrigadao|brigadao|brigadinha|thanks|obgda|vlww|tks|gratidao|agradecimentos|obrigadinho|obrigadissimo)",
            "(muito|super|bem) (gentil|simpatico|atencioso|atenciosa|grato|grata)",
            "(fico|estou) (muito)? (grato|grata|agradecido|agradecida)",
            "(mil)? (obrigados|obrigadas|gracas)",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "nao (quero|vou|gosto)? (de)? (falar|conversar)? (com)? (um|uma|o|este|esse|robo) (robo|robot|bot|maquina|chatbot)",
            "(falar|conversar) com (alguem|uma pessoa|um humano|um atendente|uma atendente|um operador|um assistente|o gerente|o responsavel|um responsavel|um agente|voces|o suporte|o apoio)",
            "(ajuda|atendimento|apoio) (de|por) (um|uma) (pessoa|humano|atendente|operador)",
        ],
    ),
    (
        Cues::Fallback,
        &[
            "(desculpe|desculpa|perdao)? nao (ficou|esta|foi) (claro|possivel)",
            "(o que|que) (voce)? (quer|quis|quiseste|quis dizer) (dizer)? (com|exatamente)",
            "(pode|podes|poderia|podia) (ser mais|dar mais|detalhar|especificar|esclarecer|clarificar|escrever de|formular de|colocar de|dizer de|me explicar|explicar me|dizer isso)",
            "(tente|tenta|experimente|experimenta) (de novo|novamente|outra|com|usar|usando|perguntar|escrever|reformular|formular)",
            "(essa|esta|sua|tua) (pergunta|questao|solicitacao|duvida) (foge|esta fora|ultrapassa|nao|sai|vai)",
            "(nao) (fui|estou|sou) (programado|programada|treinado|treinada|autorizado|habilitado|preparado|preparada|a pessoa|feito|capaz)",
            "(fora|alem) (do|da|das|dos) (meu|minha|minhas|meus|que)",
            "(nada|nao) (sei|conheco) (sobre|disso|a respeito)",
            "(nao) (reconheco|reconheci|localizei|consegui localizar|consegui processar|consegui interpretar|apanhei|captei)",
        ],
    ),
    (
        Cues::Passes,
        &[
            "(atendera|atende|ajudara|respondera|assumira|assume|assumir|continuara|entrara|entra|juntara|junta|seguimento|prosseguir|prossegue|acompanhara|dara|continuidade|atende lo|atende la)",
            "(transferencia|transferindo|encaminhando|conectando|passando|direcionando|chamando)",
            "(foi|sera|esta|vai|vais) (ser)? (transferido|transferida|encaminhado|encaminhada|direcionado|atendido|atendida|passado|escalado|assumida)",
            "(vou|vamos) (buscar|chamar|acionar|pedir|envolver|solicitar)",
        ],
    ),
];
