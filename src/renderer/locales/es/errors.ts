import type { Messages } from '../../lib/messages';

export const errors: Messages['errors'] = {
  byCode: {
    invalid_argument: {
      title: 'No aceptado',
      text: 'Un valor no es válido.',
      nextStep: 'Corregirlo y volver a intentarlo.',
    },
    not_found: {
      title: 'No encontrado',
      text: 'El objeto ya no existe, o no existió nunca.',
      nextStep: 'Volver a la lista, que muestra lo que hay ahora.',
    },
    already_exists: {
      title: 'Ya existe',
      text: 'Ya hay uno con ese nombre.',
      nextStep: 'Elegir otro nombre.',
    },
    permission_denied: {
      title: 'Permiso denegado',
      text: 'El motor o el sistema no lo permite.',
      nextStep: 'Comprobar los permisos del usuario que ejecuta Estiba.',
    },
    unauthenticated: {
      title: 'Sesión no iniciada',
      text: 'Las credenciales faltan o ya no son válidas.',
      nextStep: 'Volver a iniciar la sesión.',
    },
    resource_exhausted: {
      title: 'Sin espacio',
      text: 'Se alcanzó un límite: disco, memoria o número de peticiones.',
      nextStep: 'Liberar espacio y volver a intentarlo.',
    },
    failed_precondition: {
      title: 'No es posible en este estado',
      text: 'El objeto está en un estado que no lo permite.',
      nextStep: 'Mirar antes su estado.',
    },
    conflict: {
      title: 'En uso',
      text: 'Algo más usa el objeto o lo está cambiando.',
      nextStep: 'Detener o eliminar lo que lo usa y volver a intentarlo.',
    },
    aborted: {
      title: 'Interrumpido',
      text: 'El trabajo se interrumpió.',
      nextStep: 'Volver a intentarlo.',
    },
    not_implemented: {
      title: 'No disponible',
      text: 'Este motor no puede hacerlo.',
      nextStep: 'La página Motores muestra la versión del motor.',
    },
    unavailable: {
      title: 'Sin respuesta',
      text: 'No se puede llegar al motor o al servicio de Estiba.',
      nextStep: 'Se reintenta solo; la página Motores dice por qué falla.',
    },
    deadline_exceeded: {
      title: 'Tardó demasiado',
      text: 'No hubo respuesta a tiempo.',
      nextStep: 'Volver a intentarlo; el motor puede estar ocupado.',
    },
    canceled: { title: 'Cancelado', text: 'El trabajo se canceló.' },
    data_loss: {
      title: 'Datos dañados',
      text: 'Los datos recibidos están incompletos o no son lo que dicen ser.',
      nextStep: 'Volver a intentarlo; si persiste, el origen está dañado.',
    },
    internal: {
      title: 'Error interno',
      text: 'Estiba cometió un error. Consta en el registro.',
      nextStep: 'Volver a intentarlo; si persiste, comunicarlo con el número del error.',
    },
    unknown: {
      title: 'Error desconocido',
      text: 'Algo falló de un modo que nadie esperaba. Consta en el registro.',
      nextStep: 'Volver a intentarlo; si persiste, comunicarlo con el número del error.',
    },
  },
  engineFailed: {
    title: 'El motor falló',
    text: 'El motor respondió que no pudo hacerlo.',
    nextStep: 'Sus propias palabras dicen por qué; su registro puede decir más.',
  },
  diskFull: 'El disco está lleno: el cambio no se guardó, y no se perdió nada.',
};
